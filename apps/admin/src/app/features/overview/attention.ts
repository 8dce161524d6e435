import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { type Params, RouterLink } from '@angular/router';
import { type Job } from '@orders/contracts';
import { Formats } from '../../core/format/formats';
import { fileErrorText } from '../../core/i18n/code-text';
import { I18n } from '../../core/i18n/i18n';
import { Icon } from '../../ui/icon';

/** Uploads that somebody should look at, above everything else. */
@Component({
  selector: 'app-attention',
  imports: [Icon, MatIconButton, RouterLink],
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
          @if (job.needsAttention) {
            <button
              matIconButton
              type="button"
              [disabled]="busy().has(job.id)"
              [attr.aria-label]="t().overview.acknowledge(job.file.name)"
              [title]="t().jobs.actions.acknowledge"
              (click)="acknowledge.emit(job)"
            >
              <app-icon name="check" />
            </button>
          }
        </li>
      }
    </ul>
    @if (total() > ended()) {
      <a class="all" routerLink="/jobs" [queryParams]="historyParams()">
        {{ t().overview.seeAllAttention(total()) }}
      </a>
    }
  `,
  styleUrl: './attention.scss',
})
export class Attention {
  readonly jobs = input.required<readonly Job[]>();
  /** How many ended jobs there are to see to, shown here or not. */
  readonly total = input.required<number>();
  /** Where the history shows them all. */
  readonly historyParams = input.required<Params>();
  /** Ids of the jobs that are being acknowledged. */
  readonly busy = input.required<ReadonlySet<string>>();
  readonly acknowledge = output<Job>();
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);
  protected readonly t = this.i18n.t;
  protected readonly ended = computed(() => this.jobs().filter((job) => job.needsAttention).length);

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
