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
  private cents = 0;
  private large: bigint | undefined;

  constructor(private readonly which: 'largest' | 'smallest') {}

  /** The line, or undefined when none was offered. */
  get line(): Line | undefined {
    if (this.product < 0) return undefined;
    return { row: this.row, product: this.product, cents: this.large ?? BigInt(this.cents) };
  }

  /** Offers a line of a safe integer of cents. */
  offer(row: number, product: number, cents: number): void {
    if (this.product >= 0 && this.large === undefined) {
      const above = this.which === 'largest' ? cents - this.cents : this.cents - cents;
      if (above < 0 || (above === 0 && row >= this.row)) return;
      this.take(row, product, cents);
      return;
    }
    this.offerLarge(row, product, BigInt(cents));
  }

  /** Offers a line of any size. */
  offerLarge(row: number, product: number, cents: bigint): void {
    const { line } = this;
    if (line !== undefined) {
      const above = this.which === 'largest' ? cents - line.cents : line.cents - cents;
      if (above < 0n || (above === 0n && row >= line.row)) return;
    }
    this.take(row, product, Number(cents));
    if (cents >= SAFE) this.large = cents;
  }

  private take(row: number, product: number, cents: number): void {
    this.row = row;
    this.product = product;
    this.cents = cents;
    this.large = undefined;
  }
}
