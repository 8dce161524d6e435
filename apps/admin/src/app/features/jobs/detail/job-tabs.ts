import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { type Job } from '@orders/contracts';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';

export type JobTab = 'results' | 'rejected' | 'facts';

/** The parts of a job's page. */
@Component({
  selector: 'app-job-tabs',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (entry of tabs(); track entry.tab) {
      <button type="button" [attr.aria-pressed]="entry.tab === tab()" (click)="open.emit(entry.tab)">
        {{ entry.label }}
        @if (entry.count) {
          <span class="count">{{ entry.count }}</span>
        }
      </button>
    }
  `,
  styleUrl: './job-tabs.scss',
})
export class JobTabs {
  readonly job = input.required<Job>();
  readonly tab = input.required<JobTab>();
  readonly open = output<JobTab>();
  private readonly formats = inject(Formats);
  private readonly t = inject(I18n).t;

  protected readonly tabs = computed((): { tab: JobTab; label: string; count?: string }[] => {
    const { metrics } = this.job();
    const names = this.t().jobs.tabs;
    const facts = { tab: 'facts' as const, label: names.facts };
    if (!metrics) {
      return [facts];
    }
    const results = { tab: 'results' as const, label: names.results };
    const count = this.formats.integer(metrics.rowsRejected);
    const rejected = { tab: 'rejected' as const, label: names.rejected, count };
    return metrics.rowsRejected ? [results, rejected, facts] : [results, facts];
  });
}
