import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { type Job } from '@orders/contracts';
import { Formats } from '../../core/format/formats';
import { I18n } from '../../core/i18n/i18n';
import { ProgressBar } from '../../ui/progress-bar';
import { StatusChip } from '../../ui/status-chip';

/** A job's state in little room: a bar while it is being processed, else its chip. */
@Component({
  selector: 'app-job-progress-cell',
  imports: [ProgressBar, StatusChip],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (job().status === 'processing') {
      <span class="line">
        <span>{{ percentText() }}</span>
        <span class="faint">{{ rate() }}</span>
      </span>
      <app-progress-bar [percent]="percent()" [label]="t().jobs.progressOf(job().file.name)" />
    } @else {
      <app-status-chip [status]="job().status" />
    }
  `,
  styles: `
    :host {
      display: block;
    }

    .line {
      display: flex;
      justify-content: space-between;
      gap: var(--space-3);
      margin-bottom: var(--space-1);
      font-size: var(--text-small);
      font-weight: 550;
      white-space: nowrap;
    }

    .faint {
      font-weight: 400;
    }
  `,
})
export class JobProgressCell {
  readonly job = input.required<Job>();
  private readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
  protected readonly percent = computed(() => this.job().progress?.percent ?? null);
  protected readonly percentText = computed(() => {
    const percent = this.percent();
    return percent === null
      ? this.t().jobs.phases.preparing
      : this.formats.percent(Math.floor(percent) / 100);
  });
  protected readonly rate = computed(() => {
    const rate = this.job().progress?.rowsPerSecond ?? 0;
    return rate > 0 ? this.t().jobs.rowsPerSecond(this.formats.compact(rate)) : '';
  });
}
