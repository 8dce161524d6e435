const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** First and last day of a time, `2026-03-01`, in the user's time zone. */
export interface Days {
  from: string;
  to: string;
}

export const isDay = (text: string): boolean => DAY.test(text) && !Number.isNaN(Date.parse(text));

/** The calendar day of a date in the user's time zone. */
export function isoDay(date: Date): string {
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`;
}

/** The first moment of a day, for the API. */
export const startOfDay = (day: string): string => new Date(`${day}T00:00:00`).toISOString();

/** The last millisecond of a day, for the API. */
export const endOfDay = (day: string): string => new Date(`${day}T23:59:59.999`).toISOString();

/** The whole days as a span for the API. */
export const spanOfDays = ({ from, to }: Days): { from: string; to: string } => ({
  from: startOfDay(from),
  to: endOfDay(to),
});
