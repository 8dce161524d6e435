import { Injectable } from '@nestjs/common';
import { type Overview, type OverviewQuery } from '@orders/contracts';
import { type OwnerScope } from '../owner-scope';
import { CompletedJobs } from './completed-jobs';
import { bestOf, type DayFigures, emptyDay, sumOfDays } from './day-figures';
import { DayFiguresStore } from './day-figures-store';
import { averageOf } from './average-of';
import { DAY_MS, type Span, splitRange } from './utc-days';

/** A day is taken for over this long after its end: clocks differ, and a job's end may be on its way. */
const CLOSING_MS = 2 * 60 * 60 * 1000;
/** Days that are summed up in one go: what was done is kept, whatever becomes of the rest. */
const DAYS_AT_ONCE = 16;

export type RangeFigures = Pick<Overview, 'totals' | 'revenueByDay' | 'topProducts'>;

/**
 * Figures over many completed jobs. Days that are over are summed up once and kept, so that a look at a
 * year costs as much as one at a day. Days are UTC days.
 */
@Injectable()
export class JobStatistics {
  /** For each scope, the last look at days that are over: the next one finds what it has kept. */
  private readonly looks = new Map<string, Promise<DayFigures[]>>();

  constructor(
    private readonly jobs: CompletedJobs,
    private readonly kept: DayFiguresStore,
  ) {}

  async figures(scope: OwnerScope, range: OverviewQuery, topProducts: number): Promise<RangeFigures> {
    const days = await this.days(scope, range);
    const total = sumOfDays(days);
    const { files, revenue, itemsTotal, orders, rowsAccepted, rowsRejected } = total;
    return {
      totals: {
        files,
        revenue,
        itemsTotal,
        orders,
        averageOrderValue: averageOf(revenue, orders),
        rowsAccepted,
        rowsRejected,
      },
      revenueByDay: days.map((day) => ({ day: day.day, revenue: day.revenue, files: day.files })),
      topProducts: bestOf(
        days.flatMap(({ products }) => products),
        topProducts,
      ),
    };
  }

  /** The days of the range on which jobs completed, in their order. */
  private async days(scope: OwnerScope, range: OverviewQuery): Promise<DayFigures[]> {
    const now = Date.now();
    const from = range.from ? Date.parse(range.from) : (await this.jobs.firstTime(scope))?.getTime();
    if (from === undefined) return [];
    const { days, rest } = splitRange(
      // Without an end there is none: what ends in this moment by a clock ahead of ours counts as well.
      { from, to: range.to ? Date.parse(range.to) : now + DAY_MS },
      now - CLOSING_MS,
    );
    const parts = await Promise.all([
      this.closedDays(scope, days),
      ...rest.map((span) => this.jobs.byDay(scope, span)),
    ]);
    const byDay = Map.groupBy(parts.flat(), ({ day }) => day);
    return [...byDay]
      .map(([day, figures]) => sumOfDays(figures, day))
      .filter(({ files }) => files > 0)
      .sort((a, b) => (a.day < b.day ? -1 : 1));
  }

  /** One look after the other: many at once would all sum the same days up. */
  private closedDays(scope: OwnerScope, days: string[]): Promise<DayFigures[]> {
    const name = scope === 'all' ? scope : scope.ownerId;
    const before = this.looks.get(name) ?? Promise.resolve();
    const look = before.then(
      () => this.sumUp(scope, days),
      () => this.sumUp(scope, days),
    );
    this.looks.set(name, look);
    const forget = (): void => {
      if (this.looks.get(name) === look) this.looks.delete(name);
    };
    look.then(forget, forget);
    return look;
  }

  private async sumUp(scope: OwnerScope, days: string[]): Promise<DayFigures[]> {
    const [first, last] = [days[0], days.at(-1)];
    if (first === undefined || last === undefined) return [];
    const { figures, generations } = await this.kept.find(scope, first, last);
    const missing = days.filter((day) => !figures.has(day));
    const known = [...figures.values()];
    for (let at = 0; at < missing.length; at += DAYS_AT_ONCE) {
      const summed = await this.fromJobs(scope, missing.slice(at, at + DAYS_AT_ONCE));
      await this.kept.keep(scope, summed, generations);
      known.push(...summed);
    }
    return known;
  }

  private async fromJobs(scope: OwnerScope, days: string[]): Promise<DayFigures[]> {
    const [first, last] = [days[0], days.at(-1)];
    if (first === undefined || last === undefined) return [];
    const span: Span = { from: Date.parse(first), to: Date.parse(last) + DAY_MS };
    const found = new Map((await this.jobs.byDay(scope, span)).map((figures) => [figures.day, figures]));
    return days.map((day) => found.get(day) ?? emptyDay(day));
  }
}
