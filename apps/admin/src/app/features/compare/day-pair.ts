import { type Days, isDay, isoDay } from '../../core/days';

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
  return [from, to, from2, to2].every(isDay)
    ? { before: { from, to }, after: { from: from2, to: to2 } }
    : null;
}

export const paramsOf = ({ before, after }: DayPair): Record<string, string> => ({
  from: before.from,
  to: before.to,
  from2: after.from,
  to2: after.to,
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
