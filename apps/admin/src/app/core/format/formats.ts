import { computed, inject, Injectable } from '@angular/core';
import { I18n } from '../i18n/i18n';
import { NumberStyles, styled } from './number-style';

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
const RELATIVE_STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
] as const;

/** Numbers, money, sizes and times in the user's locale. Read in a template, they follow the language. */
@Injectable({ providedIn: 'root' })
export class Formats {
  private readonly i18n = inject(I18n);
  private readonly style = inject(NumberStyles).choice;
  private readonly intl = computed(() => intlFor(this.i18n.locale()));

  integer(value: number): string {
    return this.number(this.intl().integer, value);
  }

  /** An exact amount: the decimal string is formatted as it is, never as a floating-point number. */
  money(value: string): string {
    return isDecimal(value) ? this.number(this.intl().money, value) : value;
  }

  /** A short form for axes and small places: 1.2M. */
  compact(value: number): string {
    return this.number(this.intl().compact, value);
  }

  /** The end of a range of amounts, as short as it can be said: 0.05, 20, 5K. */
  bound(value: string): string {
    const amount = Number(value);
    return amount < 1_000 ? this.number(this.intl().twoDecimals, amount) : this.compact(amount);
  }

  /** `share` of 1 as per cent. */
  percent(share: number, signed = false): string {
    return this.number(signed ? this.intl().signedPercent : this.intl().percent, share);
  }

  /** In steps of 1024, as the limits of an upload are counted. */
  bytes(value: number): string {
    const step = Math.min(Math.floor(Math.log2(Math.max(value, 1)) / 10), BYTE_UNITS.length - 1);
    const unit = BYTE_UNITS[step] ?? 'byte';
    const scaled = value / 1024 ** step;
    const format = new Intl.NumberFormat(this.i18n.locale(), {
      style: 'unit',
      unit,
      unitDisplay: step === 0 ? 'long' : 'short',
      maximumFractionDigits: scaled < 10 && step > 0 ? 1 : 0,
    });
    return this.number(format, scaled);
  }

  /** A span of time: "0.4 s", "12 s", "3 min 5 s", "1 h 20 min". */
  duration(seconds: number): string {
    if (seconds < 10) {
      return `${this.number(this.intl().oneDecimal, seconds)} s`;
    }
    const whole = Math.round(seconds);
    if (whole < 60) {
      return `${whole} s`;
    }
    if (whole < 3600) {
      return `${Math.floor(whole / 60)} min ${whole % 60} s`;
    }
    return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  }

  dateTime(iso: string): string {
    return this.intl().dateTime.format(new Date(iso));
  }

  /** Hours and minutes of a moment, in the user's time zone. */
  timeOfDay(iso: string): string {
    return this.intl().time.format(new Date(iso));
  }

  /** A calendar day, `2026-03-01`, whatever the time zone. */
  day(isoDay: string): string {
    return this.intl().day.format(new Date(`${isoDay}T00:00:00Z`));
  }

  /** "2 minutes ago", counted to `now` (milliseconds since the epoch). Older than 30 days: the date. */
  relative(iso: string, now: number): string {
    let distance = (new Date(iso).getTime() - now) / 1000;
    if (distance > -5 && distance <= 5) {
      return this.i18n.t().common.justNow;
    }
    for (const [unit, next] of RELATIVE_STEPS) {
      if (Math.abs(distance) < next) {
        return this.intl().relative.format(Math.round(distance), unit);
      }
      distance /= next;
    }
    return this.intl().date.format(new Date(iso));
  }

  private number(format: Intl.NumberFormat, value: Parameters<typeof styled>[1]): string {
    return styled(format, value, this.style());
  }
}

const isDecimal = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text);

function intlFor(locale: string) {
  return {
    integer: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
    money: new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    twoDecimals: new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }),
    oneDecimal: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
    compact: new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }),
    percent: new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
    signedPercent: new Intl.NumberFormat(locale, {
      style: 'percent',
      maximumFractionDigits: 1,
      signDisplay: 'exceptZero',
    }),
    date: new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }),
    day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
    time: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }),
    dateTime: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }),
    relative: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
  };
}
