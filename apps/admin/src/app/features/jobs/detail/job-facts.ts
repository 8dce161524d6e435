import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { type Job, type JobEvent, type JobEventType } from '@orders/contracts';
import { Formats } from '../../../core/format/formats';
import { jobEventText } from '../../../core/i18n/code-text';
import { I18n } from '../../../core/i18n/i18n';
import { durationSeconds } from '../job-figures';

const BAD: ReadonlySet<JobEventType> = new Set<JobEventType>(['failed', 'lease_expired', 'retry_scheduled']);

/** What was read and how, and when each thing happened. */
@Component({
  selector: 'app-job-facts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './job-facts.html',
  styleUrl: './job-facts.scss',
})
export class JobFacts {
  readonly job = input.required<Job>();
  readonly events = input.required<readonly JobEvent[]>();
  private readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;

  protected readonly file = computed(() => {
    const { file, sheet, options } = this.job();
    const t = this.t().jobs.facts;
    return [
      { name: t.format, value: file.format?.toUpperCase() ?? this.t().common.none },
      { name: t.size, value: this.formats.bytes(file.size) },
      { name: t.sheet, value: sheet?.sheet ?? this.t().common.none },
      { name: t.headerRow, value: sheet ? this.formats.integer(sheet.headerRow) : this.t().common.none },
      { name: t.separator, value: sheet?.decimalSeparator ?? options.decimalSeparator },
      { name: t.sha, value: file.sha256 },
    ];
  });

  protected readonly steps = computed(() =>
    this.events().map((event) => ({
      name: jobEventText(this.t(), event.type),
      iso: event.time,
      at: this.formats.dateTime(event.time),
      note: this.note(event),
      bad: BAD.has(event.type),
    })),
  );

  protected readonly took = computed(() => {
    const seconds = durationSeconds(this.job());
    return seconds === null ? null : this.t().jobs.facts.took(this.formats.duration(seconds));
  });

  private note({ type, attempt, worker, reason }: JobEvent): string {
    const parts = [
      type === 'claimed' ? this.t().jobs.attempt(attempt, this.job().maxAttempts) : null,
      worker ? this.t().jobs.facts.byWorker(worker) : null,
      reason,
    ];
    return parts.filter((part) => part !== null).join(' · ');
  }
}
