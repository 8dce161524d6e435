import { type OrderMetrics } from '@orders/contracts';
import { describe, expect, it } from 'vitest';
import { combinedMetrics } from './combined-metrics';

const metrics = (part: Partial<OrderMetrics>): OrderMetrics => ({
  rowsTotal: 0,
  rowsAccepted: 0,
  rowsRejected: 0,
  orders: 0,
  itemsTotal: 0,
  revenue: '0.00',
  averageOrderValue: '0.00',
  distinctProducts: 0,
  topByRevenue: [],
  topByQuantity: [],
  largestLine: null,
  smallestLine: null,
  errorsByCode: {},
  ...part,
});

describe('combinedMetrics', () => {
  it('adds up exactly and rounds the AOV half up', () => {
    const original = metrics({
      rowsAccepted: 2,
      rowsRejected: 3,
      orders: 2,
      itemsTotal: 5,
      revenue: '90071992547409.91',
    });
    const supplement = metrics({ rowsAccepted: 2, orders: 2, itemsTotal: 4, revenue: '0.11' });
    expect(combinedMetrics(original, [supplement])).toEqual({
      rowsAccepted: 4,
      rowsOpen: 1,
      orders: 4,
      itemsTotal: 9,
      revenue: '90071992547410.02',
      averageOrderValue: '22517998136852.51',
    });
  });

  it('knows no average without orders, and no fewer than zero open rows', () => {
    expect(combinedMetrics(metrics({ rowsRejected: 1 }), [metrics({ rowsAccepted: 2 })])).toMatchObject({
      rowsOpen: 0,
      revenue: '0.00',
      averageOrderValue: '0.00',
    });
  });
});
