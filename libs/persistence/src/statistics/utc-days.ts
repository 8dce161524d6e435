export const DAY_MS = 86_400_000;

/** `YYYY-MM-DD` of a time, in UTC. */
export const utcDay = (time: Date | number): string => new Date(time).toISOString().slice(0, 10);

const startOfDay = (time: number): number => Math.floor(time / DAY_MS) * DAY_MS;

/** Times from `from`, included, to `to`, not included; milliseconds. */
export interface Span {
  from: number;
  to: number;
}

export interface SplitRange {
  /** Whole days that nothing is added to any more. */
  days: string[];
  /** What lies before, after and beside them. */
  rest: Span[];
}

/** Splits a span into the whole UTC days that were over before `closedBefore`, and the rest. */
export function splitRange({ from, to }: Span, closedBefore: number): SplitRange {
  const firstDay = startOfDay(from + DAY_MS - 1);
  const endOfDays = startOfDay(Math.min(to, closedBefore));
  if (endOfDays <= firstDay) return { days: [], rest: from < to ? [{ from, to }] : [] };
  const days = Array.from({ length: (endOfDays - firstDay) / DAY_MS }, (_, n) =>
    utcDay(firstDay + n * DAY_MS),
  );
  const rest = [
    { from, to: firstDay },
    { from: endOfDays, to },
  ];
  return { days, rest: rest.filter((span) => span.from < span.to) };
}
