import { Injectable } from '@nestjs/common';
import { ADMIN_ROOM, type QueueStats } from '@orders/contracts';
import { JobStore, WorkerRegistry } from '@orders/persistence';
import { EventEmitter } from './event-emitter';

/** Tells admins how the queue stands. */
@Injectable()
export class QueueEvents {
  private told = '';

  constructor(
    private readonly emitter: EventEmitter,
    private readonly jobs: JobStore,
    private readonly workers: WorkerRegistry,
  ) {}

  /** Tells the state of the queue, unless it is the one that was told last. */
  async tellIfChanged(): Promise<void> {
    const [state, workers] = await Promise.all([this.jobs.queueState(), this.workers.alive()]);
    const signs = [state.pending, state.processing, workers.map(({ id, jobs }) => [id, jobs])];
    const told = JSON.stringify(signs);
    if (told === this.told) return;
    this.told = told;
    const { pending, processing, oldestPendingAt } = state;
    const stats: QueueStats = {
      pending,
      processing,
      oldestPendingSeconds: oldestPendingAt
        ? Math.max(0, (Date.now() - oldestPendingAt.getTime()) / 1000)
        : null,
      workersAlive: workers.length,
      workers,
    };
    this.emitter.to([ADMIN_ROOM]).emit('queue.stats', stats);
  }
}
