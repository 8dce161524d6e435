import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { type JobStatus } from '@orders/contracts';
import { I18n } from '../core/i18n/i18n';

/** A job's state by word and colour. */
@Component({
  selector: 'app-status-chip',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[attr.data-status]': 'status()' },
  template: `<span class="dot" aria-hidden="true"></span>{{ t().status[status()] }}`,
  styleUrl: './status-chip.scss',
})
export class StatusChip {
  readonly status = input.required<JobStatus>();
  protected readonly t = inject(I18n).t;
}
