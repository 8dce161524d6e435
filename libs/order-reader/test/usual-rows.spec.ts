import { describe, expect, it } from 'vitest';
import { type Outcome, readAll } from './support/read-all';
import { HEADER_ROW, workbookFile } from './support/workbook-file';

const TEXTS = [
  '12.50',
  '12,50',
  '7',
  ' 3 ',
  '0012',
  '1e3',
  '-1',
  '+2',
  '1.',
  '.5',
  '$ 4',
  '1,000',
  '1.000',
  'x',
  '',
];
const LONG = ['123456789012345678', '0.12345', '731.9399999999999', '22.368000000000002', '1'.repeat(40)];
const STRINGS = ['Lamp', ...TEXTS, ...LONG].map((text) => `<si><t xml:space="preserve">${text}</t></si>`);

/** Contents of a cell: attributes and what is in it. */
const CELLS = [
  ...[...TEXTS, ...LONG].flatMap((text, i) => [
    [' t="s"', `<v>${i + 1}</v>`],
    [' t="str"', `<v>${text}</v>`],
    [' t="str"', `<f>A1</f><v>${text}</v>`],
    [' t="inlineStr"', `<is><t>${text}</t></is>`],
    [' t="inlineStr"', `<is><t xml:space="preserve">${text}</t></is>`],
    ['', `<v>${text}</v>`],
    ['', `<f>1&lt;2</f><v>${text}</v>`],
    [' s="1"', `<v>${text}</v>`],
  ]),
  ['', ''],
  ['', '<f>A1</f>'],
  ['', '<f/>'],
  ['', '<v/>'],
  ['', '<v> 1 </v>'],
  [' t="e"', '<v>#N/A</v>'],
  [' t="e"', '<f>A1</f><v>#DIV/0!</v>'],
  [' t="b"', '<v>1</v>'],
  [' t="d"', '<v>2024-02-29</v>'],
  [' t="n"', '<v>4</v>'],
  [' t="z"', '<v>4</v>'],
  [' t="s"', '<v> 1 </v>'],
  [' t="inlineStr"', '<is><r><t>a</t></r></is>'],
  [' t="str"', '<v>a_x0041_&amp;b</v>'],
] as const;

/** Three rows, each with the cell in another place, and rows that are certain around them. */
function sheet([attributes = '', content = '']: readonly string[], inRow: string): string {
  const cell = (r: number, c: number): string => `<c r="${'ABC'[c]!}${r}"${attributes}>${content}</c>`;
  const usual = (r: number): string[] => [
    `<c r="A${r}" t="s"><v>0</v></c>`,
    `<c r="B${r}"><v>2</v></c>`,
    `<c r="C${r}"><v>1.5</v></c>`,
  ];
  const rows = [2, 3, 4, 5, 6].map((r) => {
    const cells = usual(r);
    if (r > 2 && r < 6) cells[r - 3] = cell(r, r - 3);
    return `<row r="${r}">${inRow}${cells.join('')}</row>`;
  });
  return HEADER_ROW + rows.join('');
}

describe('rows that are not certain', () => {
  it.each(['.', ','] as const)(
    'read the same as by the XML reader, decimals after %s',
    async (decimalSeparator) => {
      const read = (parts: readonly string[], inRow: string): Promise<Outcome> => {
        const data = sheet(parts, inRow);
        return readAll(workbookFile({ sheets: [{ data }], strings: STRINGS.join('') }), { decimalSeparator });
      };
      for (const parts of CELLS) {
        const exact = await read(parts, '<!-- x -->');
        if (exact.error === undefined) expect(exact.rows.length).toBeGreaterThanOrEqual(2);
        expect(await read(parts, ''), parts.join(' ')).toEqual(exact);
      }
    },
  );
});
