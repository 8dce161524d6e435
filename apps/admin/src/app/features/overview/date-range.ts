export const RANGES = ['7d', '30d', '90d', 'all'] as const;
export type Range = (typeof RANGES)[number];

const DAYS: Record<Range, number | null> = { '7d': 7, '30d': 30, '90d': 90, all: null };

/** A span of time, its ends in ISO 8601; both left out for all time. */
export interface Span {
  from?: string;
  to?: string;
}

export const isRange = (text: string | undefined): text is Range => RANGES.some((range) => range === text);

/** The days of `range` up to the end of today, in local time; `now` in milliseconds since the epoch. */
export function spanOf(range: Range, now: number): Span {
  const days = DAYS[range];
  if (days === null) {
    return {};
  }
  const from = new Date(now);
  from.setHours(0, 0, 0, 0);
  from.setDate(from.getDate() - days + 1);
  const to = new Date(now);
  to.setHours(23, 59, 59, 999);
  return { from: from.toISOString(), to: to.toISOString() };
}

/** The days of the same number before those of `range`, or null where there is no before. */
export function spanBefore(range: Range, now: number): Span | null {
  const days = DAYS[range];
  const { from } = spanOf(range, now);
  if (days === null || !from) {
    return null;
  }
  const start = new Date(from);
  start.setDate(start.getDate() - days);
  return { from: start.toISOString(), to: new Date(Date.parse(from) - 1).toISOString() };
}

/** Change from `before` to `after` as a share, or null where there was nothing before. */
export function changeOf(before: number, after: number): number | null {
  return before === 0 ? null : (after - before) / before;
}
