import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Downloads } from '../../core/api/downloads';
import { Formats } from '../../core/format/formats';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { PageHeader } from '../../ui/page-header';
import { DropZone } from './drop-zone';
import { ReadOptionsForm } from './read-options-form';
import { TransferRow } from './transfer-row';
import { UploadStore } from './upload-store';

/** Files go up here, and what becomes of each is seen at once. */
@Component({
  selector: 'app-upload-page',
  imports: [DropZone, EmptyState, Icon, MatButton, PageHeader, ReadOptionsForm, TransferRow],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './upload-page.html',
  styleUrl: './upload-page.scss',
})
export class UploadPage {
  /** Set in the address by who wants to map columns by hand. */
  readonly columns = input<string>();
  private readonly downloads = inject(Downloads);
  private readonly toasts = inject(Toasts);
  protected readonly store = inject(UploadStore);
  protected readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;

  constructor() {
    void this.store.loadLimits();
  }

  protected async downloadTemplate(): Promise<void> {
    try {
      await this.downloads.template();
    } catch (thrown) {
      this.toasts.failure(this.t().common.downloadFailed, thrown);
    }
  }
}
