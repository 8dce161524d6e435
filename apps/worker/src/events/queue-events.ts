import { Injectable } from '@nestjs/common';
import { ADMIN_ROOM, type QueueStats } from '@orders/contracts';
import { JobStore, QueueControl, WorkerRegistry } from '@orders/persistence';
import { EventEmitter } from './event-emitter';

/** Tells admins how the queue stands. */
@Injectable()
export class QueueEvents {
  private told = '';

  constructor(
    private readonly emitter: EventEmitter,
    private readonly jobs: JobStore,
    private readonly workers: WorkerRegistry,
    private readonly control: QueueControl,
  ) {}

  /**
   * Tells the state of the queue, unless it is the one that was told last.
   * @returns whether nothing happens: a queue that is paused may grow without any worker's doing
   */
  async tellIfChanged(): Promise<boolean> {
    const [{ oldestPendingAt, ...counts }, workers, paused] = await Promise.all([
      this.jobs.queueState(),
      this.workers.alive(),
      this.control.isPaused(),
    ]);
    const told = JSON.stringify([counts, paused, workers.map(({ id, jobs }) => [id, jobs])]);
    if (told === this.told) return !paused;
    this.told = told;
    const stats: QueueStats = {
      ...counts,
      paused,
      oldestPendingSeconds: oldestPendingAt
        ? Math.max(0, (Date.now() - oldestPendingAt.getTime()) / 1000)
        : null,
      workersAlive: workers.length,
      workers,
    };
    this.emitter.to([ADMIN_ROOM]).emit('queue.stats', stats);
    return false;
  }
}
