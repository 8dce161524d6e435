import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { JobStatus } from '@orders/contracts';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';

/** The states as tabs, each with how many there are. */
@Component({
  selector: 'app-status-tabs',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="group" [attr.aria-label]="t().history.byState">
      @for (tab of tabs(); track tab.key) {
        <button type="button" [attr.aria-pressed]="tab.active" (click)="choose.emit(tab.status)">
          {{ tab.label }} <span class="count">{{ tab.count }}</span>
        </button>
      }
    </div>
  `,
  styleUrl: './status-tabs.scss',
})
export class StatusTabs {
  readonly counts = input.required<Partial<Record<JobStatus, number>>>();
  readonly status = input.required<readonly JobStatus[]>();
  readonly choose = output<JobStatus[]>();
  private readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;

  protected readonly tabs = computed(() => {
    const counts = this.counts();
    const chosen = this.status().join(',');
    const total = JobStatus.options.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
    const all = { key: '', status: [] as JobStatus[], label: this.t().common.all, count: total };
    const each = JobStatus.options.map((status) => ({
      key: status,
      status: [status],
      label: this.t().status[status],
      count: counts[status] ?? 0,
    }));
    return [all, ...each].map((tab) => ({
      ...tab,
      count: this.formats.integer(tab.count),
      active: tab.key === chosen,
    }));
  });
}
