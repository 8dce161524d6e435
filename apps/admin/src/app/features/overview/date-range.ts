import { type Days, isDay, isoDay, spanOfDays } from '../../core/days';

export const PRESETS = ['7d', '30d', '90d', 'all'] as const;
export type Preset = (typeof PRESETS)[number];

/** Days up to today, or those from one day to another. */
export type Range = Preset | Days;

const DAYS: Record<Preset, number | null> = { '7d': 7, '30d': 30, '90d': 90, all: null };
const DEFAULT: Preset = '30d';
const DAY_MS = 86_400_000;

/** A span of time, its ends in ISO 8601; both left out for all time. */
export interface Span {
  from?: string;
  to?: string;
}

/** The range that stands in the address; the usual one where none does. */
export function rangeFrom(params: Record<'range' | 'from' | 'to', string | undefined>): Range {
  const { from = '', to = '', range } = params;
  if (isDay(from) && isDay(to) && from <= to) {
    return { from, to };
  }
  return PRESETS.find((preset) => preset === range) ?? DEFAULT;
}

/** The range as parameters of the address; null takes one out. */
export function paramsOf(range: Range): Record<'range' | 'from' | 'to', string | null> {
  return typeof range === 'string'
    ? { range: range === DEFAULT ? null : range, from: null, to: null }
    : { range: null, ...range };
}

/** First and last day of the range; null for all time. `now` in milliseconds since the epoch. */
export function daysOf(range: Range, now: number): Days | null {
  if (typeof range !== 'string') {
    return range;
  }
  const days = DAYS[range];
  return days === null ? null : lastDays(days, now);
}

/** Days to begin a range of one's own with: those of `range`, or the last thirty. */
export const ownDays = (range: Range, now: number): Days => daysOf(range, now) ?? lastDays(30, now);

/** The days of `range` from the start of the first to the end of the last, in local time. */
export function spanOf(range: Range, now: number): Span {
  const days = daysOf(range, now);
  return days ? spanOfDays(days) : {};
}

/** The days of the same number before those of `range`, or null where there is no before. */
export function spanBefore(range: Range, now: number): Span | null {
  const days = daysOf(range, now);
  return days && spanOfDays(daysBefore(days));
}

function lastDays(count: number, now: number): Days {
  const today = isoDay(new Date(now));
  return { from: shifted(today, 1 - count), to: today };
}

function daysBefore({ from, to }: Days): Days {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
  return { from: shifted(from, -count), to: shifted(from, -1) };
}

function shifted(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + days);
  return isoDay(date);
}

/** Change from `before` to `after` as a share, or null where there was nothing before. */
export function changeOf(before: number, after: number): number | null {
  return before === 0 ? null : (after - before) / before;
}
