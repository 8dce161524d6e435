import { Injectable } from '@angular/core';
import * as z from 'zod';
import { stored } from '../stored';

/** How numbers are grouped and where their decimals begin; `language`: as is usual in it. */
export const NumberStyle = z.enum(['language', 'point', 'comma', 'space']);
export type NumberStyle = z.infer<typeof NumberStyle>;

const NARROW_NO_BREAK_SPACE = '\u202f';
const MARKS: Partial<Record<NumberStyle, { group: string; decimal: string }>> = {
  point: { group: ',', decimal: '.' },
  comma: { group: '.', decimal: ',' },
  space: { group: NARROW_NO_BREAK_SPACE, decimal: ',' },
};

/** What a formatter of numbers takes; a string is an exact decimal. */
type Numeric = Parameters<Intl.NumberFormat['format']>[0];

/** A number as `format` writes it, with the grouping and decimal marks of `style`. */
export function styled(format: Intl.NumberFormat, value: Numeric, style: NumberStyle): string {
  const marks = MARKS[style];
  if (!marks) {
    return format.format(value);
  }
  return format
    .formatToParts(value)
    .map(({ type, value: text }) => (type === 'group' || type === 'decimal' ? marks[type] : text))
    .join('');
}

/** The style that was chosen in this browser. */
@Injectable({ providedIn: 'root' })
export class NumberStyles {
  readonly choice = stored<NumberStyle>('orders.number-style', NumberStyle, 'language');
}
