/** Sums of safe integers stay below this before they are carried into a big integer. */
const CARRY_AT = 2 ** 52;

/** An exact sum of whole numbers of any size, cheap as long as they are small. */
export class ExactTotal {
  /** In typed memory: a field that grows out of small integers would make the engine discard the code that uses it. */
  private readonly low = new Float64Array(1);
  private high = 0n;

  /** Adds a non-negative safe integer below 2^52. */
  add(value: number): void {
    const { low } = this;
    const sum = (low[0] ?? 0) + value;
    low[0] = sum;
    if (sum >= CARRY_AT) this.carry();
  }

  /** Adds a whole number of any size. */
  addLarge(value: bigint): void {
    this.high += value;
  }

  /** The sum so far. */
  get total(): bigint {
    return this.high + BigInt(this.low[0] ?? 0);
  }

  private carry(): void {
    this.high = this.total;
    this.low[0] = 0;
  }
}
