import { ExactTotal } from './exact-total';
import { grown } from './text-table';

const FIRST_PRODUCTS = 1 << 10;
const CARRY_AT = 2 ** 52;

/** Quantity and revenue of every product, by its number: in a typed array, and big integers for the few that need them. */
export class ProductTotals {
  /** Quantity and cents of a product side by side: together in the processor's cache. */
  private sums = new Float64Array(FIRST_PRODUCTS * 2);
  private readonly carried = new Map<number, bigint>();

  /** Adds a line; `cents` is a safe integer below 2^52. */
  add(product: number, quantity: number, cents: number): void {
    const at = product * 2;
    if (at >= this.sums.length) this.grow(at);
    const { sums } = this;
    sums[at] = (sums[at] ?? 0) + quantity;
    const sum = (sums[at + 1] ?? 0) + cents;
    sums[at + 1] = sum;
    if (sum >= CARRY_AT) this.carry(product);
  }

  /** Adds a line whose value may be of any size. */
  addLarge(product: number, quantity: number, cents: bigint): void {
    this.add(product, quantity, 0);
    this.carried.set(product, (this.carried.get(product) ?? 0n) + cents);
  }

  /** Items of a product. */
  quantity(product: number): number {
    return this.sums[product * 2] ?? 0;
  }

  /** Revenue of a product in cents. */
  revenue(product: number): bigint {
    return (this.carried.get(product) ?? 0n) + BigInt(this.sums[product * 2 + 1] ?? 0);
  }

  /** Items of all products below `count`, and their revenue in cents: what a line adds need not be added twice. */
  all(count: number): { items: number; revenue: bigint } {
    const items = new ExactTotal();
    const revenue = new ExactTotal();
    for (let product = 0; product < count; product++) {
      items.add(this.sums[product * 2] ?? 0);
      revenue.add(this.sums[product * 2 + 1] ?? 0);
    }
    for (const cents of this.carried.values()) revenue.addLarge(cents);
    return { items: Number(items.total), revenue: revenue.total };
  }

  /** Revenue of a product as the nearest double: for a first sorting only. */
  roughRevenue(product: number): number {
    const cents = this.sums[product * 2 + 1] ?? 0;
    return this.carried.size === 0 ? cents : cents + Number(this.carried.get(product) ?? 0n);
  }

  private carry(product: number): void {
    this.carried.set(product, this.revenue(product));
    this.sums[product * 2 + 1] = 0;
  }

  private grow(at: number): void {
    let size = this.sums.length * 2;
    while (size <= at) size *= 2;
    this.sums = grown(this.sums, new Float64Array(size));
  }
}
