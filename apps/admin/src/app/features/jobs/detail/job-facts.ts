import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { type Job } from '@orders/contracts';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';
import { durationSeconds } from '../job-figures';

/** What was read and how, and when each thing happened. */
@Component({
  selector: 'app-job-facts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './job-facts.html',
  styleUrl: './job-facts.scss',
})
export class JobFacts {
  readonly job = input.required<Job>();
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

  protected readonly timeline = computed(() => {
    const job = this.job();
    const t = this.t().jobs.facts;
    const seconds = durationSeconds(job);
    const steps = [
      { name: t.uploaded, at: job.createdAt, note: job.owner.name },
      { name: t.started, at: job.startedAt, note: this.t().jobs.attempt(job.attempt, job.maxAttempts) },
      {
        name: this.t().status[job.status],
        at: job.finishedAt,
        note: seconds === null ? '' : t.took(this.formats.duration(seconds)),
      },
      { name: t.reportSent, at: job.report.sentAt, note: job.owner.email },
    ];
    return steps.flatMap(({ at, ...step }) =>
      at ? [{ ...step, iso: at, at: this.formats.dateTime(at) }] : [],
    );
  });
}
