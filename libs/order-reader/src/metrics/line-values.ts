import type { LineValueRange } from '@orders/contracts';
import { moneyText } from './money';

/** Where ranges start within a decade: 0.01, 0.02, 0.05, 0.10, 0.20 … Below them all is a range for 0 alone. */
const STEPS = [1, 2, 5];
/** Digits of the largest line in cents: 10^9 x 10^15, and two for the cents. */
const MAX_DIGITS = 27;
const RANGES = 1 + STEPS.length * MAX_DIGITS;
const SHORT_BELOW = 2 ** 31;

/** By leading zeros of a 32-bit value: the range of the smallest such value, and where the next range starts. */
const FIRST_RANGE = new Uint8Array(33);
const NEXT_START = new Int32Array(33);
for (let bit = 0; bit < 31; bit++) {
  const range = rangeOf(String(2 ** bit));
  FIRST_RANGE[31 - bit] = range;
  NEXT_START[31 - bit] = Number(startOf(range + 1));
}
NEXT_START[32] = 1;

/** How many lines there are of which value: a fixed number of counters, so that no line costs memory. */
export class LineValues {
  private readonly counts = new Float64Array(RANGES);

  /** Counts a line of so many cents, a safe integer. */
  add(cents: number): void {
    const { counts } = this;
    if (cents >= SHORT_BELOW) {
      this.addLarge(cents);
      return;
    }
    // Starts are at least twice as large as the ones before them: at most one lies between two powers of two.
    const zeros = Math.clz32(cents);
    // The sign bit is 1 from that start on: a branch would be guessed wrong half of the time.
    const range = (FIRST_RANGE[zeros] ?? 0) + (((NEXT_START[zeros] ?? 0) - 1 - cents) >>> 31);
    counts[range] = (counts[range] ?? 0) + 1;
  }

  /** Counts a line of any value. */
  addLarge(cents: number | bigint): void {
    const range = rangeOf(String(cents));
    this.counts[range] = (this.counts[range] ?? 0) + 1;
  }

  /** The ranges from the lowest that has a line to the highest, without a gap; none where there are no lines. */
  distribution(): LineValueRange[] {
    const { counts } = this;
    const ranges: LineValueRange[] = [];
    const last = counts.findLastIndex((lines) => lines > 0);
    const first = counts.findIndex((lines) => lines > 0);
    for (let range = Math.max(0, first); range <= last; range++) {
      const [from, to] = [moneyText(startOf(range)), moneyText(startOf(range + 1))];
      ranges.push({ from, to, lines: counts[range] ?? 0 });
    }
    return ranges;
  }
}

/** The range of a value in cents by its digits. */
function rangeOf(digits: string): number {
  if (digits === '0') return 0;
  const lead = Number(digits[0]);
  return 1 + (digits.length - 1) * STEPS.length + STEPS.findLastIndex((step) => lead >= step);
}

/** The smallest value of a range, in cents. */
function startOf(range: number): bigint {
  if (range === 0) return 0n;
  const decade = Math.floor((range - 1) / STEPS.length);
  return BigInt(STEPS[(range - 1) % STEPS.length] ?? 1) * 10n ** BigInt(decade);
}
