import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  output,
  untracked,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RowErrorCode } from '@orders/contracts';
import { Formats } from '../../../core/format/formats';
import { fileErrorText, rowErrorName } from '../../../core/i18n/code-text';
import { I18n } from '../../../core/i18n/i18n';
import { Toasts } from '../../../core/toasts/toasts';
import { FormAlert } from '../../../ui/form-alert';
import { Icon } from '../../../ui/icon';
import { Metric } from '../../../ui/metric';
import { MetricGrid } from '../../../ui/metric-grid';
import { ProgressBar } from '../../../ui/progress-bar';
import { RejectedPolicy } from './rejected-policy';
import { RejectedRows } from './rejected-rows';
import { StagedDraft } from './staged-draft';

/** A dry run over the whole file: what would come of it, and what is to happen with rejected rows. */
@Component({
  selector: 'app-check-step',
  imports: [FormAlert, Icon, MatButton, Metric, MetricGrid, ProgressBar, RejectedPolicy, RejectedRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './check-step.html',
  styleUrl: './step.scss',
})
export class CheckStep {
  readonly back = output();
  readonly next = output();
  /** How many rejected rows are allowed; null for any number. */
  readonly allow = output<number | null>();
  private readonly i18n = inject(I18n);
  private readonly toasts = inject(Toasts);
  protected readonly formats = inject(Formats);
  protected readonly draft = inject(StagedDraft);
  protected readonly t = this.i18n.t;
  protected readonly rowErrorName = rowErrorName;
  protected readonly percent = computed(() => {
    const inspection = this.draft.inspecting();
    return inspection?.kind === 'check' ? inspection.percent : null;
  });
  protected readonly failure = computed(() => {
    const failure = this.draft.failure();
    return failure?.kind === 'check' && failure.error ? fileErrorText(this.i18n, failure.error) : null;
  });
  protected readonly cards = computed(() => {
    const metrics = this.draft.check()?.metrics;
    const [t, names] = [this.t().metrics, this.t().staged];
    const integer = (value: number): string => this.formats.integer(value);
    return metrics
      ? [
          { key: 'revenue', label: t.revenue, value: this.formats.money(metrics.revenue) },
          { key: 'total', label: names.total, value: integer(metrics.rowsTotal) },
          { key: 'accepted', label: t.rowsAccepted, value: integer(metrics.rowsAccepted) },
          { key: 'rejected', label: t.rowsRejected, value: integer(metrics.rowsRejected) },
          { key: 'orders', label: t.orders, value: integer(metrics.orders) },
          { key: 'items', label: t.items, value: integer(metrics.itemsTotal) },
        ]
      : [];
  });
  protected readonly reasons = computed(() => {
    const counts = this.draft.check()?.metrics.errorsByCode ?? {};
    return RowErrorCode.options
      .map((code) => ({ code, count: counts[code] ?? 0 }))
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count);
  });

  constructor() {
    effect(() => {
      if (this.draft.preview()) {
        untracked(() => void this.run());
      }
    });
  }

  protected async run(): Promise<void> {
    try {
      await this.draft.runCheck();
    } catch (thrown) {
      this.toasts.failure(this.t().staged.notInspected, thrown);
    }
  }
}
