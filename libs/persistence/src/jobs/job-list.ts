import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type JobCounts, JobStatus, type JobListQuery, type Page } from '@orders/contracts';
import { type Model, type QueryFilter, type SortOrder, Types } from 'mongoose';
import { dateOf, decodeCursor, encodeCursor } from '../cursor';
import { type OwnerScope, ownedBy } from '../owner-scope';
import { JOBS, type JobRecord, NOT_IN_LISTS } from './job.schema';
import { searchFilter } from './search-text';
import { moneyText } from './stored-metrics';

const SORT_FIELDS = {
  createdAt: 'createdAt',
  fileName: 'file.name',
  size: 'file.size',
  revenue: 'metrics.revenue',
} as const;

type SortName = keyof typeof SORT_FIELDS;

/** The jobs of a scope by filter and order, page by page, and how many there are of each state. */
@Injectable()
export class JobList {
  constructor(@InjectModel(JOBS) private readonly jobs: Model<JobRecord>) {}

  /** One page in the order asked for, and how many there are in all. */
  async page(scope: OwnerScope, query: JobListQuery): Promise<Page<JobRecord>> {
    const filter = listFilter(scope, query);
    const descending = query.sort.startsWith('-');
    const name = query.sort.replace('-', '') as SortName;
    const direction: SortOrder = descending ? -1 : 1;
    const found = await this.jobs
      .find(
        query.cursor ? { $and: [filter, afterCursor(query.cursor, name, descending)] } : filter,
        NOT_IN_LISTS,
      )
      .sort({ [SORT_FIELDS[name]]: direction, _id: direction })
      .limit(query.limit + 1)
      .lean<JobRecord[]>();
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return {
      items,
      nextCursor: found.length > query.limit && last ? encodeCursor(sortValue(last, name), last._id) : null,
      total: await this.jobs.countDocuments(filter),
    };
  }

  /** How many the filter finds in each state; its own states don't count. */
  async counts(scope: OwnerScope, query: JobListQuery): Promise<JobCounts> {
    const counts = query.search
      ? await this.countsInOneScan(scope, query)
      : await this.countsByIndex(scope, query);
    return Object.fromEntries(
      JobStatus.options.map((status) => [status, counts.get(status) ?? 0]),
    ) as JobCounts;
  }

  private async countsByIndex(scope: OwnerScope, query: JobListQuery): Promise<Map<JobStatus, number>> {
    const counts = await Promise.all(
      JobStatus.options.map(async (status) => {
        const count = await this.jobs.countDocuments(listFilter(scope, { ...query, status: [status] }));
        return [status, count] as const;
      }),
    );
    return new Map(counts);
  }

  /** No index knows what a search finds. */
  private async countsInOneScan(scope: OwnerScope, query: JobListQuery): Promise<Map<JobStatus, number>> {
    const rows = await this.jobs.aggregate<{ _id: JobStatus; count: number }>([
      { $match: listFilter(scope, { ...query, status: undefined }) },
      { $group: { _id: '$status', count: { $sum: 1 } } },
    ]);
    return new Map(rows.map(({ _id, count }) => [_id, count]));
  }
}

function listFilter(scope: OwnerScope, query: JobListQuery): QueryFilter<JobRecord> {
  const filter = ownedBy<JobRecord>(scope);
  if (scope === 'all' && query.owner) filter.ownerId = new Types.ObjectId(query.owner);
  if (query.status?.length) filter.status = { $in: query.status };
  if (query.needsAttention) filter.needsAttention = true;
  if (query.search) Object.assign(filter, searchFilter(query.search));
  if (query.minSize !== undefined || query.maxSize !== undefined) {
    filter['file.size'] = {
      ...(query.minSize !== undefined && { $gte: query.minSize }),
      ...(query.maxSize !== undefined && { $lte: query.maxSize }),
    };
  }
  if (query.from ?? query.to) {
    filter.createdAt = {
      ...(query.from && { $gte: new Date(query.from) }),
      ...(query.to && { $lt: new Date(query.to) }),
    };
  }
  return filter;
}

function sortValue(record: JobRecord, name: SortName): string | number | null {
  switch (name) {
    case 'createdAt':
      return record.createdAt.getTime();
    case 'fileName':
      return record.file.name;
    case 'size':
      return record.file.size;
    case 'revenue':
      return record.metrics ? moneyText(record.metrics.revenue) : null;
  }
}

function afterCursor(text: string, name: SortName, descending: boolean): QueryFilter<JobRecord> {
  const cursor = decodeCursor(text);
  if (!cursor) return {};
  const field = SORT_FIELDS[name];
  const beyond = descending ? '$lt' : '$gt';
  const value = storedSortValue(cursor.value, name);
  if (value === undefined) return {};
  const tie = { [field]: value, _id: { [beyond]: cursor.id } };
  // Null sorts before every value: descending lists end with it, ascending ones begin with it.
  if (value === null) return descending ? tie : { $or: [tie, { [field]: { $ne: null } }] };
  const further = [{ [field]: { [beyond]: value } }, tie];
  return { $or: descending ? [...further, { [field]: null }] : further };
}

/** The value of a cursor as it is stored; undefined when it can't be one of this field's. */
function storedSortValue(value: string | number | null, name: SortName): unknown {
  if (value === null) return null;
  switch (name) {
    case 'createdAt':
      return typeof value === 'number' ? dateOf(value) : undefined;
    case 'fileName':
      return typeof value === 'string' ? value : undefined;
    case 'size':
      return typeof value === 'number' ? value : undefined;
    case 'revenue':
      return typeof value === 'string' && /^\d{1,30}(\.\d{1,4})?$/.test(value)
        ? Types.Decimal128.fromString(value)
        : undefined;
  }
}
