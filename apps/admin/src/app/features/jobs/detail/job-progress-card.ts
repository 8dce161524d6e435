import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { type Job } from '@orders/contracts';
import { Clock } from '../../../core/clock';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';
import { ProgressBar } from '../../../ui/progress-bar';
import { Sparkline } from './sparkline';

/** How far a job is: phase, per cent, rows, speed and time left. */
@Component({
  selector: 'app-job-progress-card',
  imports: [ProgressBar, Sparkline],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'card' },
  templateUrl: './job-progress-card.html',
  styleUrl: './job-progress-card.scss',
})
export class JobProgressCard {
  readonly job = input.required<Job>();
  readonly speeds = input.required<readonly number[]>();
  private readonly clock = inject(Clock);
  protected readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
  protected readonly progress = computed(() =>
    this.job().status === 'processing' ? this.job().progress : null,
  );
  protected readonly percent = computed(() => this.progress()?.percent ?? null);
  protected readonly percentText = computed(() => {
    const percent = this.percent();
    return percent === null ? null : this.formats.percent(percent / 100);
  });
  protected readonly title = computed(() => {
    const job = this.job();
    const t = this.t().jobs;
    if (job.status === 'processing') {
      return t.phases[job.progress?.phase ?? 'preparing'];
    }
    const due = job.nextAttemptAt;
    return due && Date.parse(due) > this.clock.now() && job.attempt > 0
      ? t.nextAttempt(this.formats.relative(due, this.clock.now()))
      : t.waitingForWorker;
  });
  /** Said aloud at each tenth only, not five times a second. */
  protected readonly spoken = computed(() => {
    const percent = this.percent();
    return percent === null ? this.title() : this.formats.percent(Math.floor(percent / 10) / 10);
  });
}
