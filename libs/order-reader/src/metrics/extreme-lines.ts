import { ExtremeLine } from './extreme-line';

/** The largest and the smallest line so far: nearly every line is neither, which two comparisons tell. */
export class ExtremeLines {
  readonly largest = new ExtremeLine('largest');
  readonly smallest = new ExtremeLine('smallest');
  /** Between these, in cents, a line is neither; NaN before the first one. */
  private least = NaN;
  private most = NaN;

  /** Offers a line of a safe integer of cents. */
  offer(row: number, product: number, cents: number): void {
    if (cents > this.least && cents < this.most) return;
    this.largest.offer(row, product, cents);
    this.smallest.offer(row, product, cents);
    this.narrow();
  }

  /** Offers a line of any size. */
  offerLarge(row: number, product: number, cents: bigint): void {
    this.largest.offerLarge(row, product, cents);
    this.smallest.offerLarge(row, product, cents);
    this.narrow();
  }

  private narrow(): void {
    this.least = this.smallest.roughCents;
    this.most = this.largest.roughCents;
  }
}
