/** Sums of safe integers stay below this before they are carried into a big integer. */
const CARRY_AT = 2 ** 52;

/** An exact sum of whole numbers of any size, cheap as long as they are small. */
export class ExactTotal {
  private low = 0;
  private high = 0n;

  /** Adds a non-negative safe integer below 2^52. */
  add(value: number): void {
    this.low += value;
    if (this.low >= CARRY_AT) this.carry();
  }

  /** Adds a whole number of any size. */
  addLarge(value: bigint): void {
    this.high += value;
  }

  /** The sum so far. */
  get total(): bigint {
    return this.high + BigInt(this.low);
  }

  private carry(): void {
    this.high += BigInt(this.low);
    this.low = 0;
  }
}
