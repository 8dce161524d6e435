import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type PipelineStage, type Types } from 'mongoose';
import { JOBS, type JobRecord } from '../jobs/job.schema';
import { moneyText } from '../jobs/stored-metrics';
import { type OwnerScope, ownedBy } from '../owner-scope';
import { bestOf, type DayFigures, emptyDay } from './day-figures';
import { type Span } from './utc-days';

interface SumRow extends Omit<DayFigures, 'day' | 'products' | 'revenue'> {
  _id: string;
  revenue: Types.Decimal128;
}

interface ProductRow {
  _id: { day: string; productName: string };
  quantity: number;
  revenue: Types.Decimal128;
}

const DAY = { $dateToString: { date: '$finishedAt', format: '%Y-%m-%d' } };

/** Sums completed jobs up, day by day, from the jobs themselves. */
@Injectable()
export class CompletedJobs {
  constructor(@InjectModel(JOBS) private readonly jobs: Model<JobRecord>) {}

  /** When the first job of the scope completed; undefined when none has. */
  async firstTime(scope: OwnerScope): Promise<Date | undefined> {
    const first = await this.jobs
      .findOne({ ...ownedBy<JobRecord>(scope), status: 'completed' }, { finishedAt: 1 })
      .sort({ finishedAt: 1 })
      .lean<Pick<JobRecord, 'finishedAt'>>();
    return first?.finishedAt ?? undefined;
  }

  /**
   * The figures of the jobs that completed in a span, a day each, days without any left out. Best sellers
   * are summed from each file's: a product that never was one of them is not counted.
   */
  async byDay(scope: OwnerScope, span: Span): Promise<DayFigures[]> {
    const match = completedIn(scope, span);
    const [sums, products] = await Promise.all([
      this.jobs.aggregate<SumRow>([
        match,
        {
          $group: {
            _id: DAY,
            files: { $sum: 1 },
            revenue: { $sum: '$metrics.revenue' },
            itemsTotal: { $sum: '$metrics.itemsTotal' },
            orders: { $sum: '$metrics.orders' },
            rowsAccepted: { $sum: '$metrics.rowsAccepted' },
            rowsRejected: { $sum: '$metrics.rowsRejected' },
          },
        },
        { $sort: { _id: 1 } },
      ]),
      this.jobs.aggregate<ProductRow>([
        match,
        { $project: { day: DAY, product: '$metrics.topByRevenue' } },
        { $unwind: '$product' },
        {
          $group: {
            _id: { day: '$day', productName: '$product.productName' },
            quantity: { $sum: '$product.quantity' },
            revenue: { $sum: '$product.revenue' },
          },
        },
      ]),
    ]);
    const ofDay = Map.groupBy(products, ({ _id }) => _id.day);
    return sums.map(({ _id: day, revenue, ...sum }) => ({
      ...emptyDay(day),
      ...sum,
      revenue: moneyText(revenue),
      products: bestOf((ofDay.get(day) ?? []).map(toProduct)),
    }));
  }
}

const toProduct = ({ _id, quantity, revenue }: ProductRow) => ({
  productName: _id.productName,
  quantity,
  revenue: moneyText(revenue),
});

const completedIn = (scope: OwnerScope, { from, to }: Span): PipelineStage.Match => ({
  $match: {
    ...ownedBy<JobRecord>(scope),
    status: 'completed',
    finishedAt: { $gte: new Date(from), $lt: new Date(to) },
  },
});
