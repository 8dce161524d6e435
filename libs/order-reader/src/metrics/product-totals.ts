import { ExactTotal } from './exact-total';
import { grown } from './text-table';

const FIRST_PRODUCTS = 1 << 10;
const CARRY_AT = 2 ** 52;

/** Quantity and revenue of every product, by its number: two typed columns, and big integers for the few that need them. */
export class ProductTotals {
  private quantities = new Float64Array(FIRST_PRODUCTS);
  private cents = new Float64Array(FIRST_PRODUCTS);
  private readonly carried = new Map<number, bigint>();

  /** Adds a line; `cents` is a safe integer below 2^52. */
  add(product: number, quantity: number, cents: number): void {
    if (product >= this.cents.length) this.grow(product);
    this.quantities[product] = (this.quantities[product] ?? 0) + quantity;
    const sum = (this.cents[product] ?? 0) + cents;
    this.cents[product] = sum;
    if (sum >= CARRY_AT) this.carry(product);
  }

  /** Adds a line whose value may be of any size. */
  addLarge(product: number, quantity: number, cents: bigint): void {
    this.add(product, quantity, 0);
    this.carried.set(product, (this.carried.get(product) ?? 0n) + cents);
  }

  /** Items of a product. */
  quantity(product: number): number {
    return this.quantities[product] ?? 0;
  }

  /** Revenue of a product in cents. */
  revenue(product: number): bigint {
    return (this.carried.get(product) ?? 0n) + BigInt(this.cents[product] ?? 0);
  }

  /** Items of all products below `count`, and their revenue in cents: what a line adds need not be added twice. */
  sums(count: number): { items: number; revenue: bigint } {
    const items = new ExactTotal();
    const revenue = new ExactTotal();
    for (let product = 0; product < count; product++) {
      items.add(this.quantities[product] ?? 0);
      revenue.add(this.cents[product] ?? 0);
    }
    for (const cents of this.carried.values()) revenue.addLarge(cents);
    return { items: Number(items.total), revenue: revenue.total };
  }

  /** Revenue of a product as the nearest double: for a first sorting only. */
  roughRevenue(product: number): number {
    const cents = this.cents[product] ?? 0;
    return this.carried.size === 0 ? cents : cents + Number(this.carried.get(product) ?? 0n);
  }

  private carry(product: number): void {
    this.carried.set(product, this.revenue(product));
    this.cents[product] = 0;
  }

  private grow(product: number): void {
    let size = this.cents.length * 2;
    while (size <= product) size *= 2;
    this.quantities = grown(this.quantities, new Float64Array(size));
    this.cents = grown(this.cents, new Float64Array(size));
  }
}
