import { type SampleRow } from './sample-rows';
import { type SampleTruth } from './sample-workbook';

/** Adds rows up in whole cents: exact for as many rows as a sheet can hold. */
export class SampleTotals {
  private rowsTotal = 0;
  private rowsRejected = 0;
  private orders = 0;
  private lastOrder = 0;
  private itemsTotal = 0;
  private cents = 0;

  add(row: SampleRow): void {
    this.rowsTotal++;
    if (row.quantity === null) {
      this.rowsRejected++;
      return;
    }
    this.itemsTotal += row.quantity;
    this.cents += row.quantity * row.price;
    if (row.orderNumber !== this.lastOrder) this.orders++;
    this.lastOrder = row.orderNumber;
  }

  truth(): SampleTruth {
    const average = this.orders === 0 ? 0 : Math.floor((2 * this.cents + this.orders) / (2 * this.orders));
    return {
      rowsTotal: this.rowsTotal,
      rowsAccepted: this.rowsTotal - this.rowsRejected,
      rowsRejected: this.rowsRejected,
      orders: this.orders,
      itemsTotal: this.itemsTotal,
      revenue: money(this.cents),
      averageOrderValue: money(average),
    };
  }
}

const money = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
