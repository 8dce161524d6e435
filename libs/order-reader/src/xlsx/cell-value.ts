import { corruptFile } from '../order-file-error';
import { type Cell, textCell } from '../rules/cell';
import { dateText } from '../rules/date-format';
import { unescapeSheetText } from '../xml/xml-text';

/** What stands in the XML of a cell. */
export interface CellParts {
  readonly type: string;
  readonly style: number;
  formula: string | undefined;
  value: string | undefined;
  inline: string | undefined;
}

/** Shared strings by number. */
export interface CellTexts {
  readonly count: number;
  text(index: number): string;
}

/** What a cell's meaning depends on besides itself. */
export interface CellContext {
  readonly strings: CellTexts;
  readonly dateStyles: Uint8Array;
  readonly from1904: boolean;
}

/** What a cell holds, by ECMA-376 part 1, 18.3.1.4; undefined for a blank one. */
export function cellOf(parts: CellParts, context: CellContext): Cell | undefined {
  const { type, value, formula } = parts;
  if (type === 'inlineStr') return textCell(parts.inline ?? unescapeSheetText(value ?? ''));
  if (value === undefined || (value.trim() === '' && type !== 'str')) {
    return formula === undefined ? undefined : { kind: 'formula', text: `=${formula}` };
  }
  switch (type) {
    case 's':
      return textCell(sharedText(value, context.strings));
    case 'str':
      return textCell(unescapeSheetText(value));
    case 'b':
      return { kind: 'boolean', text: /^\s*(1|true)\s*$/i.test(value) ? 'TRUE' : 'FALSE' };
    case 'e':
      return { kind: 'error', text: value };
    case 'd':
      return { kind: 'date', text: value };
    default:
      return numberCell(value.trim(), parts.style, context);
  }
}

function numberCell(text: string, style: number, { dateStyles, from1904 }: CellContext): Cell {
  return dateStyles[style] === 1
    ? { kind: 'date', text: dateText(Number(text), from1904) }
    : { kind: 'number', text };
}

function sharedText(value: string, strings: CellTexts): string {
  const index = Number(value);
  if (Number.isInteger(index) && index >= 0 && index < strings.count) return strings.text(index);
  throw corruptFile('a cell points to a text that is not there');
}
