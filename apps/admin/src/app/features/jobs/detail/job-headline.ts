import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type Job } from '@orders/contracts';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';
import { Ago } from '../../../ui/ago';
import { StatusChip } from '../../../ui/status-chip';

/** State, owner, size, age and attempt of a job, in one line. */
@Component({
  selector: 'app-job-headline',
  imports: [Ago, RouterLink, StatusChip],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-status-chip [status]="job().status" />
    @if (job().stalled) {
      <span class="stalled" [title]="t().jobs.stalledText">{{ t().jobs.stalled }}</span>
    }
    <span>{{ job().owner.name }}</span>
    <span>{{ formats.bytes(job().file.size) }}</span>
    <app-ago [at]="job().createdAt" />
    @if (job().attempt > 1) {
      <span>{{ t().jobs.attempt(job().attempt, job().maxAttempts) }}</span>
    }
    @if (job().duplicateOf; as id) {
      <a [routerLink]="['/jobs', id]">{{ t().jobs.sameAsEarlier }}</a>
    }
    @if (job().supplementOf; as id) {
      <a [routerLink]="['/jobs', id]">{{ t().jobs.supplementOf }}</a>
    }
    @if (job().reprocessOf; as id) {
      <a [routerLink]="['/jobs', id]">{{ t().jobs.reprocessOf }}</a>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-1) var(--space-4);
      color: var(--ink-faint);
      font-size: 0.8125rem;
    }

    .stalled {
      padding: 0.125rem 0.5rem;
      border-radius: 999px;
      color: var(--warn);
      background: var(--warn-soft);
      font-size: var(--text-small);
      font-weight: 550;
    }
  `,
})
export class JobHeadline {
  readonly job = input.required<Job>();
  protected readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
}
