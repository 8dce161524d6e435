import { type RowError } from '@orders/contracts';
import { type ClaimedJob, type JobQueue, LeaseLostError, type RowErrorStore } from '@orders/persistence';
import { persistentWrite } from './persistent-write';

/** Stores the row errors of one attempt, while the job is still this worker's. */
export class RowErrorWriter {
  private written = 0;

  constructor(
    private readonly job: ClaimedJob,
    private readonly queue: JobQueue,
    private readonly store: RowErrorStore,
    private readonly patienceMs: number,
  ) {}

  /** @throws LeaseLostError */
  async add(batch: RowError[]): Promise<void> {
    const from = this.written;
    this.written += batch.length;
    await persistentWrite(async () => {
      const [own] = await this.queue.stillOwned([this.job]);
      if (!own) throw new LeaseLostError();
      await this.store.add(this.job.id, this.job.fence, from, batch);
    }, this.patienceMs);
  }
}
