import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type ClaimedJob } from '@orders/persistence';

export interface RunningJob {
  job: ClaimedJob;
  stop: AbortController;
  done: Promise<void>;
}

/** The jobs that this worker runs now. */
@Injectable()
export class RunningJobs {
  private readonly runs = new Map<ClaimedJob, RunningJob>();

  private readonly listeners: (() => void)[] = [];

  /** Calls `listener` whenever a run begins or ends. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  get size(): number {
    return this.runs.size;
  }

  add(run: RunningJob): void {
    this.runs.set(run.job, run);
    this.tell();
  }

  remove(job: ClaimedJob): void {
    this.runs.delete(job);
    this.tell();
  }

  has(jobId: string): boolean {
    return this.jobs().some((job) => job.id === jobId);
  }

  jobs(): ClaimedJob[] {
    return [...this.runs.keys()];
  }

  breakOff(job: ClaimedJob, reason: Error): void {
    this.runs.get(job)?.stop.abort(reason);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  /** Waits until all have ended; those still running after `graceMs` milliseconds are broken off. */
  async drain(graceMs: number, reason: Error): Promise<void> {
    const all = Promise.all([...this.runs.values()].map((run) => run.done));
    const patience = new AbortController();
    await Promise.race([all, delay(graceMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
    for (const run of this.runs.values()) run.stop.abort(reason);
    await all;
  }
}
