import { JobSort, JobStatus } from '@orders/contracts';
import { type JobFilter } from '../../../core/api/jobs-api';
import { endOfDay, isDay, startOfDay } from '../../../core/days';

/** What the history shows, as it stands in the address. */
export interface HistoryFilter {
  status: JobStatus[];
  search: string;
  /** Calendar days, `2026-03-01`, in the user's time zone; empty for open. */
  from: string;
  to: string;
  sort: JobSort;
  size: SizeClass | '';
  /** Only what somebody has to see to. */
  attention: boolean;
  /** `me`, the id of a user, or empty for everybody. */
  owner: string;
  cursor: string;
}

const MEBIBYTE = 1024 ** 2;

/** Sizes of files that people tell apart, with their bounds in bytes. */
export const SIZE_CLASSES = {
  small: { maxSize: MEBIBYTE },
  medium: { minSize: MEBIBYTE, maxSize: 20 * MEBIBYTE },
  large: { minSize: 20 * MEBIBYTE },
} as const satisfies Record<string, { minSize?: number; maxSize?: number }>;
export type SizeClass = keyof typeof SIZE_CLASSES;

export const isSizeClass = (text: string | undefined): text is SizeClass =>
  text !== undefined && text in SIZE_CLASSES;

/** The address's parameters, none of which may be relied on. */
export type HistoryParams = Partial<
  Record<'status' | 'q' | 'from' | 'to' | 'sort' | 'size' | 'attention' | 'owner' | 'cursor', string>
>;

const OWNER = /^(me|[0-9a-f]{24})$/;
const DEFAULT_SORT: JobSort = '-createdAt';

export function filterFrom(params: HistoryParams): HistoryFilter {
  const statuses = (params.status ?? '').split(',').map((status) => JobStatus.safeParse(status));
  const sort = JobSort.safeParse(params.sort);
  return {
    status: statuses.flatMap(({ success, data }) => (success ? [data] : [])),
    search: params.q ?? '',
    from: isDay(params.from ?? '') ? (params.from ?? '') : '',
    to: isDay(params.to ?? '') ? (params.to ?? '') : '',
    sort: sort.success ? sort.data : DEFAULT_SORT,
    size: isSizeClass(params.size) ? params.size : '',
    attention: params.attention === 'true',
    owner: OWNER.test(params.owner ?? '') ? (params.owner ?? '') : '',
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
    size: filter.size || null,
    attention: filter.attention ? 'true' : null,
    owner: filter.owner || null,
    cursor: filter.cursor || null,
  };
}

/** The filter as the API's query, without the state, which its counts must not have. */
export function queryFrom(filter: HistoryFilter, userId: string): JobFilter {
  return {
    search: filter.search || undefined,
    ...(filter.attention && { needsAttention: 'true' }),
    ...(filter.size && SIZE_CLASSES[filter.size]),
    owner: (filter.owner === 'me' ? userId : filter.owner) || undefined,
    from: filter.from ? startOfDay(filter.from) : undefined,
    to: filter.to ? endOfDay(filter.to) : undefined,
  };
}

/** Whether the filter narrows the list at all. */
export const isNarrowed = ({ status, search, from, to, size, attention, owner }: HistoryFilter): boolean =>
  attention || status.length > 0 || [search, from, to, size, owner].some((value) => value !== '');

/** Whether a job that has just come would be the first of what the filter shows. */
export const showsNewestFirst = ({ cursor, sort, search, to, size, attention }: HistoryFilter): boolean =>
  sort === DEFAULT_SORT && !attention && [cursor, search, to, size].every((value) => value === '');
