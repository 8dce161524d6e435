import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Overview, type OverviewQuery, type OverviewTotals } from '@orders/contracts';
import { type Model, type PipelineStage, Types } from 'mongoose';
import { JOBS, type JobRecord } from './job.schema';
import { type OwnerScope } from '../owner-scope';
import { moneyText } from './stored-metrics';

interface TotalsRow {
  files: number;
  revenue: Types.Decimal128;
  itemsTotal: number;
  orders: number;
  rowsAccepted: number;
  rowsRejected: number;
}

const ZERO = Types.Decimal128.fromString('0');
const NO_TOTALS: TotalsRow = {
  files: 0,
  revenue: ZERO,
  itemsTotal: 0,
  orders: 0,
  rowsAccepted: 0,
  rowsRejected: 0,
};

/** Revenue divided by orders, rounded half up to the cent; in integers, so that it is exact. */
export function averageOf(revenue: string, orders: number): string {
  if (orders === 0) return '0.00';
  const cents = BigInt(revenue.replace('.', ''));
  const count = BigInt(orders);
  const rounded = (2n * cents + count) / (2n * count);
  const digits = rounded.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Figures over many completed jobs. */
@Injectable()
export class JobStatistics {
  constructor(@InjectModel(JOBS) private readonly jobs: Model<JobRecord>) {}

  async totals(scope: OwnerScope, range: OverviewQuery): Promise<OverviewTotals> {
    const [row = NO_TOTALS] = await this.jobs.aggregate<TotalsRow>([
      completedIn(scope, range),
      {
        $group: {
          _id: null,
          files: { $sum: 1 },
          revenue: { $sum: '$metrics.revenue' },
          itemsTotal: { $sum: '$metrics.itemsTotal' },
          orders: { $sum: '$metrics.orders' },
          rowsAccepted: { $sum: '$metrics.rowsAccepted' },
          rowsRejected: { $sum: '$metrics.rowsRejected' },
        },
      },
    ]);
    const revenue = moneyText(row.revenue);
    return {
      files: row.files,
      revenue,
      itemsTotal: row.itemsTotal,
      orders: row.orders,
      averageOrderValue: averageOf(revenue, row.orders),
      rowsAccepted: row.rowsAccepted,
      rowsRejected: row.rowsRejected,
    };
  }

  /** Days are UTC days. */
  async revenueByDay(scope: OwnerScope, range: OverviewQuery): Promise<Overview['revenueByDay']> {
    const rows = await this.jobs.aggregate<{ _id: string; revenue: Types.Decimal128; files: number }>([
      completedIn(scope, range),
      {
        $group: {
          _id: { $dateToString: { date: '$finishedAt', format: '%Y-%m-%d' } },
          revenue: { $sum: '$metrics.revenue' },
          files: { $sum: 1 },
        },
      },
      { $sort: { _id: 1 } },
    ]);
    return rows.map((row) => ({ day: row._id, revenue: moneyText(row.revenue), files: row.files }));
  }

  /** Summed from each file's best sellers: a product that never was one of them is not counted. */
  async topProducts(
    scope: OwnerScope,
    range: OverviewQuery,
    limit: number,
  ): Promise<Overview['topProducts']> {
    const rows = await this.jobs.aggregate<{ _id: string; quantity: number; revenue: Types.Decimal128 }>([
      completedIn(scope, range),
      { $project: { product: '$metrics.topByRevenue' } },
      { $unwind: '$product' },
      {
        $group: {
          _id: '$product.productName',
          quantity: { $sum: '$product.quantity' },
          revenue: { $sum: '$product.revenue' },
        },
      },
      { $sort: { revenue: -1, _id: 1 } },
      { $limit: limit },
    ]);
    return rows.map((row) => ({
      productName: row._id,
      quantity: row.quantity,
      revenue: moneyText(row.revenue),
    }));
  }
}

function completedIn(scope: OwnerScope, range: OverviewQuery): PipelineStage.Match {
  return {
    $match: {
      status: 'completed',
      ...(scope !== 'all' && { ownerId: new Types.ObjectId(scope.ownerId) }),
      ...((range.from ?? range.to) && {
        finishedAt: {
          ...(range.from && { $gte: new Date(range.from) }),
          ...(range.to && { $lt: new Date(range.to) }),
        },
      }),
    },
  };
}
