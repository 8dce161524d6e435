import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Formats } from '../../../core/format/formats';
import { fileErrorText } from '../../../core/i18n/code-text';
import { I18n } from '../../../core/i18n/i18n';
import { Toasts } from '../../../core/toasts/toasts';
import { FormAlert } from '../../../ui/form-alert';
import { ProgressBar } from '../../../ui/progress-bar';
import { type Segment, Segmented } from '../../../ui/segmented';
import { Skeleton } from '../../../ui/skeleton';
import { FieldColumns } from './field-columns';
import { SheetPicker } from './sheet-picker';
import { StagedDraft } from './staged-draft';

/** Which sheet, which header row, which column is which, and how numbers are written. */
@Component({
  selector: 'app-columns-step',
  imports: [FieldColumns, FormAlert, MatButton, ProgressBar, Segmented, SheetPicker, Skeleton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './columns-step.html',
  styleUrl: './step.scss',
})
export class ColumnsStep {
  readonly next = output();
  private readonly i18n = inject(I18n);
  private readonly toasts = inject(Toasts);
  protected readonly formats = inject(Formats);
  protected readonly draft = inject(StagedDraft);
  protected readonly t = this.i18n.t;
  protected readonly separators: Segment<'.' | ','>[] = [
    { value: '.', label: '1,234.50' },
    { value: ',', label: '1.234,50' },
  ];
  protected readonly previewing = computed(() => this.draft.inspecting()?.kind === 'preview');
  protected readonly failure = computed(() => {
    const failure = this.draft.failure();
    return failure?.kind === 'preview' && failure.error ? fileErrorText(this.i18n, failure.error) : null;
  });
  /** What is still to be chosen, in words; null when nothing is. */
  protected readonly stillMissing = computed(() => {
    const names = this.draft.missing().map((field) => this.t().fields[field]);
    return names.length ? this.t().staged.stillMissing(names.join(', ')) : null;
  });

  protected lookAtSheet(sheet: string): Promise<void> {
    return this.look(() => this.draft.lookAtSheet(sheet));
  }

  protected lookAtHeaderRow(row: number): Promise<void> {
    return this.look(() => this.draft.lookAtHeaderRow(row));
  }

  private async look(inspect: () => Promise<void>): Promise<void> {
    try {
      await inspect();
    } catch (thrown) {
      this.toasts.failure(this.t().staged.notInspected, thrown);
    }
  }
}
