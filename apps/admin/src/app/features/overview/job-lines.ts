import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type Job } from '@orders/contracts';
import { Formats } from '../../core/format/formats';
import { I18n } from '../../core/i18n/i18n';
import { Ago } from '../../ui/ago';
import { JobProgressCell } from '../jobs/job-progress-cell';

/** Jobs as short lines, each a link. */
@Component({
  selector: 'app-job-lines',
  imports: [Ago, JobProgressCell, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ul role="list">
      @for (job of jobs(); track job.id) {
        <li>
          <div class="words">
            <a class="truncate" [routerLink]="['/jobs', job.id]">{{ job.file.name }}</a>
            <span class="faint small">{{ job.owner.name }} · <app-ago [at]="job.createdAt" /></span>
          </div>
          @if (job.metrics; as metrics) {
            <span class="money">{{ formats.money(metrics.revenue) }}</span>
          }
          <app-job-progress-cell class="state" [job]="job" />
        </li>
      }
    </ul>
  `,
  styles: `
    :host {
      display: block;
      max-height: 24rem;
      overflow-y: auto;
    }

    li {
      display: flex;
      align-items: center;
      gap: var(--space-4);
      padding: var(--space-3) var(--space-5);
    }

    li + li {
      border-top: 1px solid var(--line);
    }

    .words {
      flex: 1;
      min-width: 0;
    }

    a {
      color: var(--ink);
      font-weight: 550;
    }

    .money {
      font-weight: 550;
    }

    .state {
      flex: 0 0 8.25rem;
    }

    @media (width < 32rem) {
      .money {
        display: none;
      }
    }
  `,
})
export class JobLines {
  readonly jobs = input.required<readonly Job[]>();
  protected readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
}
