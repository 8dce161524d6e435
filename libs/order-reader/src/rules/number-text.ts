import { type Decimal, parseDecimal } from './decimal';

export type DecimalSeparator = '.' | ',';

const GROUPED = { '.': /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/, ',': /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?$/ };
const MAX_NUMBER_CHARS = 400;
let currencyCodes: Set<string> | undefined;

/**
 * Reads a number that stands in a cell as text: trimmed, a sign, one currency sign or ISO 4217 code, grouping in
 * threes, an exponent. A text that is a number only with the other decimal separator is `ambiguous_number`.
 */
export function parseNumberText(
  text: string,
  separator: DecimalSeparator,
): Decimal | 'not_a_number' | 'ambiguous_number' {
  if (text.length > MAX_NUMBER_CHARS || !/\d/.test(text)) return 'not_a_number';
  const bare = withoutCurrency(text.trim());
  const value = parseWith(bare, separator);
  if (value !== undefined) return value;
  const other = parseWith(bare, separator === '.' ? ',' : '.') ?? looseDecimal(bare, separator);
  return other === undefined ? 'not_a_number' : 'ambiguous_number';
}

function parseWith(text: string, separator: DecimalSeparator): Decimal | undefined {
  const negative = text.startsWith('-');
  const unsigned = negative || text.startsWith('+') ? text.slice(1) : text;
  const group = separator === '.' ? ',' : '.';
  const grouped = GROUPED[separator].test(unsigned);
  if (!grouped && unsigned.includes(group)) return undefined;
  const plain = grouped ? unsigned.replaceAll(group, '') : unsigned;
  if (/^[+-]/.test(plain)) return undefined;
  return parseDecimal((negative ? '-' : '') + plain.replace(separator, '.'));
}

/** `0,125` could be grouped or a fraction; neither reading is sure. */
function looseDecimal(text: string, separator: DecimalSeparator): Decimal | undefined {
  const group = separator === '.' ? ',' : '.';
  return /^[+-]?\d+[.,]\d+$/.test(text) ? parseDecimal(text.replace(group, '.')) : undefined;
}

/** Takes one currency sign or code off either end; the text keeps its sign wherever that stood. */
function withoutCurrency(text: string): string {
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  const rest = text.slice(sign.length).trimStart();
  const front = /^(?:\p{Sc}|[A-Z]{3}(?![A-Za-z]))/u.exec(rest)?.[0];
  if (front !== undefined && isCurrency(front)) return sign + rest.slice(front.length).trimStart();
  const back = /(?:\p{Sc}|(?<![A-Za-z])[A-Z]{3})$/u.exec(rest)?.[0];
  if (back !== undefined && isCurrency(back)) return sign + rest.slice(0, -back.length).trimEnd();
  return sign.length > 0 && rest.length < text.length - sign.length ? text : sign + rest;
}

function isCurrency(mark: string): boolean {
  if (mark.length < 3) return true;
  currencyCodes ??= new Set(Intl.supportedValuesOf('currency'));
  return currencyCodes.has(mark);
}
