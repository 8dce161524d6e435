import { type OrderLine, type OrderMetrics, type ProductTotal } from '@orders/contracts';
import { Types } from 'mongoose';

type Stored<T> = { [K in keyof T]: K extends 'revenue' | 'averageOrderValue' ? Types.Decimal128 : T[K] };

/** {@link OrderMetrics} as the database holds it: money is Decimal128, so that it sums and sorts exactly. */
export type StoredMetrics = Omit<
  Stored<OrderMetrics>,
  'topByRevenue' | 'topByQuantity' | 'largestLine' | 'smallestLine'
> & {
  topByRevenue: Stored<ProductTotal>[];
  topByQuantity: Stored<ProductTotal>[];
  largestLine: Stored<OrderLine> | null;
  smallestLine: Stored<OrderLine> | null;
};

const stored = <T extends { revenue: string }>(
  part: T,
): Omit<T, 'revenue'> & { revenue: Types.Decimal128 } => ({
  ...part,
  revenue: Types.Decimal128.fromString(part.revenue),
});

const shown = <T extends { revenue: Types.Decimal128 }>(
  part: T,
): Omit<T, 'revenue'> & { revenue: string } => ({
  ...part,
  revenue: moneyText(part.revenue),
});

/** A Decimal128 amount as {@link Money}: plain notation with two decimals. */
export function moneyText(amount: Types.Decimal128): string {
  const text = amount.toString();
  const match = /^(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/.exec(text);
  if (!match) throw new RangeError(`Not an amount of money: ${text}`);
  const [, integer = '0', fraction = '', exponent = '0'] = match;
  const digits = integer + fraction;
  const point = integer.length + Number(exponent);
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const cents = (point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits).padEnd(2, '0').slice(0, 2);
  return `${whole.replace(/^0+(?=\d)/, '')}.${cents}`;
}

export function toStoredMetrics(metrics: OrderMetrics): StoredMetrics {
  return {
    ...metrics,
    revenue: Types.Decimal128.fromString(metrics.revenue),
    averageOrderValue: Types.Decimal128.fromString(metrics.averageOrderValue),
    topByRevenue: metrics.topByRevenue.map(stored),
    topByQuantity: metrics.topByQuantity.map(stored),
    largestLine: metrics.largestLine && stored(metrics.largestLine),
    smallestLine: metrics.smallestLine && stored(metrics.smallestLine),
  };
}

export function toMetrics(metrics: StoredMetrics): OrderMetrics {
  return {
    ...metrics,
    revenue: moneyText(metrics.revenue),
    averageOrderValue: moneyText(metrics.averageOrderValue),
    topByRevenue: metrics.topByRevenue.map(shown),
    topByQuantity: metrics.topByQuantity.map(shown),
    largestLine: metrics.largestLine && shown(metrics.largestLine),
    smallestLine: metrics.smallestLine && shown(metrics.smallestLine),
  };
}
