import type { OrderLine, OrderMetrics, RowErrorCode } from '@orders/contracts';
import type { ReadLimits } from '../read-limits';
import type { JudgedRow, RejectedRow } from '../rules/row-judge';
import type { ExtremeLine } from './extreme-line';
import { ExtremeLines } from './extreme-lines';
import { LineValues } from './line-values';
import { average, lineCents, moneyText } from './money';
import { ProductTotals } from './product-totals';
import type { TextArena } from './text-arena';
import { TextTable } from './text-table';
import { topProducts } from './top-products';

/** Quantity x price in units of 1/10,000 below which doubles divide by 100 without error. */
const EXACT_BELOW = 2 ** 50;

/** The figures of one order file, in one pass: rows go in, in any order, and `metrics` comes out. */
export class OrderTally {
  readonly products: TextTable;
  readonly orderIds: TextTable;
  private readonly totals = new ProductTotals();
  private readonly extremes = new ExtremeLines();
  private readonly lineValues = new LineValues();
  private readonly errors = new Map<RowErrorCode, number>();
  private accepted = 0;
  private rejected = 0;
  private withoutOrder = 0;

  /** @param arena where product names and order numbers are kept */
  constructor(limits: ReadLimits, arena: TextArena) {
    this.products = new TextTable(arena, limits.maxProducts);
    this.orderIds = new TextTable(arena, limits.maxProducts);
  }

  /** Rows so far that were not blank. */
  get rows(): number {
    return this.accepted + this.rejected;
  }

  /**
   * Adds an accepted line. `product` is its number in `products`; `price` is in units of 1/10,000 and at most
   * 2^53; `order` is a number in `orderIds`, or -1 for a line that is an order of its own.
   */
  addLine(row: number, product: number, quantity: number, price: number, order: number): void {
    const value = quantity * price + 50;
    if (value >= EXACT_BELOW) {
      this.addLargeLine(row, product, quantity, BigInt(price), order);
      return;
    }
    const cents = Math.floor(value / 100);
    this.count(order);
    this.totals.add(product, quantity, cents);
    this.extremes.offer(row, product, cents);
    this.lineValues.add(cents);
  }

  /** Adds a row that was judged in words. */
  addRow(row: number, judged: JudgedRow): void {
    const { quantity, price, orderId } = judged;
    const product = this.products.internText(judged.productName);
    const order = orderId === undefined ? -1 : this.orderIds.internText(orderId);
    if (price < Number.MAX_SAFE_INTEGER) this.addLine(row, product, quantity, Number(price), order);
    else this.addLargeLine(row, product, quantity, price, order);
  }

  /** Counts a rejected row and its errors. */
  addRejected(row: RejectedRow): void {
    this.rejected++;
    for (const { code } of row.errors) this.errors.set(code, (this.errors.get(code) ?? 0) + 1);
  }

  /**
   * The figures so far, with so many products in either ranking. `repeated`: of how many of its orders other
   * files have counted rows before.
   */
  metrics(top: number, repeated = 0): OrderMetrics {
    const { items, revenue } = this.totals.all(this.products.size);
    const orders = this.orderIds.size - repeated + this.withoutOrder;
    return {
      rowsTotal: this.rows,
      rowsAccepted: this.accepted,
      rowsRejected: this.rejected,
      orders,
      ...(repeated > 0 && { ordersCountedBefore: repeated }),
      itemsTotal: items,
      revenue: moneyText(revenue),
      averageOrderValue: moneyText(average(revenue, orders)),
      distinctProducts: this.products.size,
      ...topProducts(this.products, this.totals, top),
      largestLine: this.lineOf(this.extremes.largest),
      smallestLine: this.lineOf(this.extremes.smallest),
      lineValueDistribution: this.lineValues.distribution(),
      errorsByCode: Object.fromEntries(this.errors),
    };
  }

  private addLargeLine(row: number, product: number, quantity: number, price: bigint, order: number): void {
    const cents = lineCents(quantity, price);
    this.count(order);
    this.totals.addLarge(product, quantity, cents);
    this.extremes.offerLarge(row, product, cents);
    this.lineValues.addLarge(cents);
  }

  private count(order: number): void {
    this.accepted++;
    if (order < 0) this.withoutOrder++;
  }

  private lineOf({ line }: ExtremeLine): OrderLine | null {
    if (line === undefined) return null;
    return { row: line.row, productName: this.products.text(line.product), revenue: moneyText(line.cents) };
  }
}
