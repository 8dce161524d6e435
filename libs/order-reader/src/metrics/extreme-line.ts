/** A line by its value in cents. */
export interface Line {
  readonly row: number;
  readonly product: number;
  readonly cents: bigint;
}

/** Doubles hold every whole number up to here. */
const SAFE = 2 ** 53;

/** The largest or the smallest line so far; of equal lines the one highest up in the sheet. */
export class ExtremeLine {
  private row = 0;
  private product = -1;
  private large: bigint | undefined;
  /** Of the line so far, with its sign turned where the smallest is sought: then larger is nearer. */
  private readonly cents = new Float64Array(1);
  private readonly sign: 1 | -1;

  constructor(which: 'largest' | 'smallest') {
    this.sign = which === 'largest' ? 1 : -1;
    this.cents[0] = -Infinity;
  }

  /** The line, or undefined when none was offered. */
  get line(): Line | undefined {
    if (this.product < 0) return undefined;
    const cents = this.large ?? BigInt(Math.abs(this.cents[0] ?? 0));
    return { row: this.row, product: this.product, cents };
  }

  /** Its value in cents as the nearest double; infinite when none was offered. */
  get roughCents(): number {
    return Math.abs(this.cents[0] ?? 0);
  }

  /** Offers a line of a safe integer of cents. */
  offer(row: number, product: number, cents: number): void {
    const value = cents * this.sign;
    const best = this.cents[0] ?? 0;
    if (value < best || (value === best && row >= this.row)) return;
    this.take(row, product, value);
  }

  /** Offers a line of any size. */
  offerLarge(row: number, product: number, cents: bigint): void {
    const { line } = this;
    if (line !== undefined) {
      const above = this.sign > 0 ? cents - line.cents : line.cents - cents;
      if (above < 0n || (above === 0n && row >= line.row)) return;
    }
    this.take(row, product, Number(cents) * this.sign);
    if (cents >= SAFE) this.large = cents;
  }

  private take(row: number, product: number, value: number): void {
    this.row = row;
    this.product = product;
    this.cents[0] = value;
    this.large = undefined;
  }
}
