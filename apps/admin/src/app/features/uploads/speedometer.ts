/** Weight of the newest sample. */
const SMOOTHING = 0.3;
/** Samples closer together than this, in milliseconds, say nothing. */
const MIN_INTERVAL_MS = 200;

/** Smooths the speed of a transfer from its running totals. */
export class Speedometer {
  private at: number;
  private bytes = 0;
  private speed = 0;

  /** `startedAt`: milliseconds on the same clock as those of `sample`. */
  constructor(startedAt: number) {
    this.at = startedAt;
  }

  /** Takes the total of `bytes` sent by `now` (milliseconds) and gives bytes a second. */
  sample(bytes: number, now: number): number {
    const elapsedMs = now - this.at;
    if (elapsedMs >= MIN_INTERVAL_MS) {
      const latest = ((bytes - this.bytes) / elapsedMs) * 1000;
      this.speed = this.speed === 0 ? latest : this.speed + SMOOTHING * (latest - this.speed);
      this.at = now;
      this.bytes = bytes;
    }
    return this.speed;
  }
}
