import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type Job } from '@orders/contracts';
import { Formats } from '../../core/format/formats';
import { fileErrorText } from '../../core/i18n/code-text';
import { I18n } from '../../core/i18n/i18n';
import { Icon } from '../../ui/icon';

/** Uploads that somebody should look at, above everything else. */
@Component({
  selector: 'app-attention',
  imports: [Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'card', role: 'region', 'aria-labelledby': 'attention-title' },
  template: `
    <header>
      <app-icon name="alert" />
      <h2 id="attention-title">{{ t().overview.needsAttention }}</h2>
    </header>
    <ul role="list">
      @for (job of jobs(); track job.id) {
        <li [class.failed]="job.status === 'failed'">
          <a
            class="truncate"
            [routerLink]="['/jobs', job.id]"
            [queryParams]="job.metrics?.rowsRejected ? { tab: 'rejected' } : {}"
          >
            {{ job.file.name }}
          </a>
          <span>{{ reason(job) }}</span>
        </li>
      }
    </ul>
  `,
  styleUrl: './attention.scss',
})
export class Attention {
  readonly jobs = input.required<readonly Job[]>();
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);
  protected readonly t = this.i18n.t;

  protected reason(job: Job): string {
    if (job.stalled) {
      return this.t().jobs.stalledText;
    }
    if (job.error) {
      return fileErrorText(this.i18n, job.error);
    }
    const { rowsRejected, rowsTotal } = job.metrics ?? { rowsRejected: 0, rowsTotal: 0 };
    return this.t().jobs.rejectedNote(this.formats.integer(rowsRejected), this.formats.integer(rowsTotal));
  }
}
