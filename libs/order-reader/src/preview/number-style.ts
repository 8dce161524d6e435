import type { OrderPreview } from '@orders/contracts';
import type { Cell } from '../rules/cell';
import { type DecimalSeparator, parseNumberText } from '../rules/number-text';

/**
 * Which decimal separator texts that are numbers seem to use: the one by which more of them are certain, and the first
 * such text as an example. Where they say nothing, it is `assumed`.
 */
export function numberStyle(cells: Iterable<Cell>, assumed: DecimalSeparator): OrderPreview['numbers'] {
  const votes = { '.': [] as string[], ',': [] as string[] };
  for (const { kind, text } of cells) {
    if (kind !== 'text') continue;
    const [point, comma] = [isNumber(text, '.'), isNumber(text, ',')];
    if (point && !comma) votes['.'].push(text.trim());
    if (comma && !point) votes[','].push(text.trim());
  }
  const lead = votes['.'].length - votes[','].length;
  const decimalSeparator = lead === 0 ? assumed : lead > 0 ? '.' : ',';
  return { decimalSeparator, example: votes[decimalSeparator][0] ?? null };
}

function isNumber(text: string, separator: DecimalSeparator): boolean {
  return typeof parseNumberText(text, separator) !== 'string';
}
