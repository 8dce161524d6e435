import { type InspectionQueue, type StagedRecord } from '@orders/persistence';
import { InspectionOvertakenError } from './inspection-overtaken.error';

/** Renewals in one lease: two may fail before it ends. */
const BEATS_PER_LEASE = 3;
/** How often at most its owner is told how far it is, milliseconds. */
const TELL_MS = 500;

/** Keeps a claimed inspection this worker's, and tells how far it is. */
export class InspectionLease {
  private readonly timer: NodeJS.Timeout;
  private percent = 0;
  private told = 0;
  private writing = false;

  constructor(
    private readonly queue: InspectionQueue,
    private readonly claimed: StagedRecord,
    private readonly leaseMs: number,
    private readonly tell: (record: StagedRecord) => void,
    private readonly onOvertaken: (error: InspectionOvertakenError) => void,
  ) {
    this.timer = setInterval(() => void this.renew(), Math.min(TELL_MS, leaseMs / BEATS_PER_LEASE));
  }

  /** @param fraction 0 to 1 */
  update(fraction: number): void {
    this.percent = Math.max(this.percent, Math.floor(fraction * 99));
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async renew(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    try {
      const record = await this.queue.progress(this.claimed, this.percent, this.leaseMs);
      if (!record) this.onOvertaken(new InspectionOvertakenError());
      else if (this.percent > this.told) this.tell(record);
      this.told = this.percent;
    } catch {
      // The database is away: the fence keeps this run from harm.
    }
    this.writing = false;
  }
}
