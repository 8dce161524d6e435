import { type JobListParams, JobSort, JobStatus } from '@orders/contracts';

/** What the history shows, as it stands in the address. */
export interface HistoryFilter {
  status: JobStatus[];
  search: string;
  /** Calendar days, `2026-03-01`, in the user's time zone; empty for open. */
  from: string;
  to: string;
  sort: JobSort;
  mineOnly: boolean;
  cursor: string;
}

/** The address's parameters, none of which may be relied on. */
export type HistoryParams = Partial<
  Record<'status' | 'q' | 'from' | 'to' | 'sort' | 'owner' | 'cursor', string>
>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DEFAULT_SORT: JobSort = '-createdAt';

export function filterFrom(params: HistoryParams): HistoryFilter {
  const statuses = (params.status ?? '').split(',').map((status) => JobStatus.safeParse(status));
  const sort = JobSort.safeParse(params.sort);
  return {
    status: statuses.flatMap(({ success, data }) => (success ? [data] : [])),
    search: params.q ?? '',
    from: DAY.test(params.from ?? '') ? (params.from ?? '') : '',
    to: DAY.test(params.to ?? '') ? (params.to ?? '') : '',
    sort: sort.success ? sort.data : DEFAULT_SORT,
    mineOnly: params.owner === 'me',
    cursor: params.cursor ?? '',
  };
}

/** The filter as parameters of the address; null takes one out. */
export function paramsFrom(filter: HistoryFilter): Record<keyof HistoryParams, string | null> {
  return {
    status: filter.status.join(',') || null,
    q: filter.search || null,
    from: filter.from || null,
    to: filter.to || null,
    sort: filter.sort === DEFAULT_SORT ? null : filter.sort,
    owner: filter.mineOnly ? 'me' : null,
    cursor: filter.cursor || null,
  };
}

/** The filter as the API's query, without the state, which its counts must not have. */
export function queryFrom(
  filter: HistoryFilter,
  userId: string,
): Pick<JobListParams, 'search' | 'owner' | 'from' | 'to'> {
  return {
    search: filter.search || undefined,
    owner: filter.mineOnly ? userId : undefined,
    from: filter.from ? new Date(`${filter.from}T00:00:00`).toISOString() : undefined,
    to: filter.to ? new Date(`${filter.to}T23:59:59.999`).toISOString() : undefined,
  };
}

/** Whether the filter narrows the list at all. */
export const isNarrowed = (filter: HistoryFilter): boolean =>
  filter.status.length > 0 ||
  filter.search !== '' ||
  filter.from !== '' ||
  filter.to !== '' ||
  filter.mineOnly;

/** Whether a job that has just come would be the first of what the filter shows. */
export const showsNewestFirst = (filter: HistoryFilter): boolean =>
  filter.cursor === '' && filter.sort === DEFAULT_SORT && filter.search === '' && filter.to === '';
