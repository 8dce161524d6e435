const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** First and last day of a time, `2026-03-01`, in the user's time zone. */
export interface Days {
  from: string;
  to: string;
}

/** Two times to compare. */
export interface DayPair {
  before: Days;
  after: Days;
}

export const PRESETS = ['7d', '30d', 'month', 'year'] as const;
/** `month`, `year`: from its first day to today, against the same days of the one before. */
export type Preset = (typeof PRESETS)[number];

/** The times of a preset, the later one ending at `today`. */
export function pairOf(preset: Preset, today: Date): DayPair {
  const [year, month, day] = [today.getFullYear(), today.getMonth(), today.getDate()];
  switch (preset) {
    case '7d':
    case '30d': {
      const days = preset === '7d' ? 7 : 30;
      const at = (back: number): string => isoDay(new Date(year, month, day - back));
      return {
        before: { from: at(2 * days - 1), to: at(days) },
        after: { from: at(days - 1), to: at(0) },
      };
    }
    case 'month':
      return toDate(new Date(year, month, 1), new Date(year, month - 1, 1), today);
    case 'year':
      return toDate(new Date(year, 0, 1), new Date(year - 1, 0, 1), today);
  }
}

/** The pair that stands in the address; null where a part of it is missing or no day. */
export function pairFrom(
  params: Record<'from' | 'to' | 'from2' | 'to2', string | undefined>,
): DayPair | null {
  const { from = '', to = '', from2 = '', to2 = '' } = params;
  return [from, to, from2, to2].every((day) => DAY.test(day) && !Number.isNaN(Date.parse(day)))
    ? { before: { from, to }, after: { from: from2, to: to2 } }
    : null;
}

export const paramsOf = ({ before, after }: DayPair): Record<string, string> => ({
  from: before.from,
  to: before.to,
  from2: after.from,
  to2: after.to,
});

/** The whole days as a span for the API. */
export const spanOfDays = ({ from, to }: Days): { from: string; to: string } => ({
  from: new Date(`${from}T00:00:00`).toISOString(),
  to: new Date(`${to}T23:59:59.999`).toISOString(),
});

/** From `start` to today, and from `earlier` as many days, but no further than the day before `start`. */
function toDate(start: Date, earlier: Date, today: Date): DayPair {
  const lastBefore = new Date(start.getFullYear(), start.getMonth(), 0);
  const sameDay = new Date(
    earlier.getFullYear(),
    earlier.getMonth() + today.getMonth() - start.getMonth(),
    today.getDate(),
  );
  return {
    before: { from: isoDay(earlier), to: isoDay(sameDay < lastBefore ? sameDay : lastBefore) },
    after: { from: isoDay(start), to: isoDay(today) },
  };
}

function isoDay(date: Date): string {
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`;
}
