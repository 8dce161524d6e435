import { type JobPhase } from '@orders/contracts';
import { type ReadProgress } from '@orders/order-reader';
import { type ClaimedJob, JobQueue, LeaseLostError } from '@orders/persistence';
import { type JobEvents } from '../events/job-events';
import { ProgressMeter } from './progress-meter';

/** Four times a second at most, stored and told; milliseconds. */
const INTERVAL_MS = 250;

/** Stores and tells how far one run is: what comes faster than it may be told is left out, the last is not. */
export class ProgressReporter {
  private readonly meter: ProgressMeter;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  private lastAt = -Infinity;
  private stopped = false;

  constructor(
    private readonly job: ClaimedJob,
    private readonly queue: JobQueue,
    private readonly events: JobEvents,
    private readonly onLeaseLost: (error: LeaseLostError) => void,
  ) {
    this.meter = new ProgressMeter(job.attempt);
  }

  enter(phase: JobPhase): void {
    this.meter.enter(phase);
    this.schedule();
  }

  update(read: ReadProgress): void {
    this.meter.update(read, performance.now());
    this.schedule();
  }

  /** Tells nothing more and waits for what is being written: the end of the job comes after it. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.writing;
  }

  private schedule(): void {
    if (this.stopped || this.timer) return;
    const wait = Math.max(0, this.lastAt + INTERVAL_MS - performance.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.writing) this.schedule();
      else this.writing = this.write();
    }, wait);
  }

  private async write(): Promise<void> {
    this.lastAt = performance.now();
    const progress = this.meter.progress();
    try {
      const version = await this.queue.progress(this.job, progress);
      this.events.progress(this.job, progress, version);
    } catch (error) {
      if (error instanceof LeaseLostError) this.onLeaseLost(error);
      // Otherwise the database is away for a moment; the next progress comes soon.
    }
    this.writing = undefined;
  }
}
