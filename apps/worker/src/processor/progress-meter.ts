import { type JobPhase, type JobProgress } from '@orders/contracts';
import { type ReadProgress } from '@orders/order-reader';

/** Weight of what was measured fades by half in this time, milliseconds. */
const HALF_LIFE_MS = 3_000;
/** Speeds over a shorter time than this say nothing, milliseconds. */
const MIN_SPAN_MS = 50;
/** The rest is saving: a bar that is full is done. */
const READ_PERCENT = 99;

/** Turns what a reader tells into progress for people: smoothed speed, time left, and never a step back. */
export class ProgressMeter {
  private phase: JobPhase = 'preparing';
  private rows = 0;
  private bytes = 0;
  private fraction = 0;
  private rowsPerMs = 0;
  private fractionPerMs = 0;
  private lastAt: number | undefined;

  constructor(private readonly attempt: number) {}

  enter(phase: JobPhase): void {
    this.phase = phase;
  }

  /** Takes what the reader says at the time `nowMs` (any steady clock, milliseconds). */
  update(read: ReadProgress, nowMs: number): void {
    const rows = Math.max(this.rows, read.rows);
    const fraction = Math.max(this.fraction, Math.min(read.fraction, 1));
    if (this.lastAt === undefined) this.lastAt = nowMs;
    const span = nowMs - this.lastAt;
    if (span >= MIN_SPAN_MS) {
      const weight = this.rowsPerMs === 0 ? 1 : 1 - 0.5 ** (span / HALF_LIFE_MS);
      this.rowsPerMs += weight * ((rows - this.rows) / span - this.rowsPerMs);
      this.fractionPerMs += weight * ((fraction - this.fraction) / span - this.fractionPerMs);
      this.lastAt = nowMs;
    }
    this.rows = rows;
    this.bytes = Math.max(this.bytes, read.bytes);
    this.fraction = fraction;
  }

  progress(): JobProgress {
    return {
      attempt: this.attempt,
      phase: this.phase,
      rows: this.rows,
      bytes: this.bytes,
      percent: Math.floor(this.fraction * READ_PERCENT * 10) / 10,
      rowsPerSecond: Math.round(this.rowsPerMs * 1000),
      secondsLeft: this.secondsLeft(),
    };
  }

  private secondsLeft(): number | null {
    if (this.phase !== 'reading' || this.fractionPerMs <= 0) return null;
    return Math.ceil((1 - this.fraction) / this.fractionPerMs / 1000);
  }
}
