import { describe, expect, it } from 'vitest';
import { readAll } from './support/read-all';
import { HEADER_ROW, workbookFile } from './support/workbook-file';

/** Rows of one inline or number cell each as the name. */
function rowsOf(names: readonly string[]): string {
  return names
    .map((cell, i) => {
      const row = i + 2;
      const type = cell.startsWith('<is>') ? ' t="inlineStr"' : '';
      return `<row r="${row}"><c r="A${row}"${type}>${cell}</c><c r="B${row}"><v>1</v></c><c r="C${row}"><v>1</v></c></row>`;
    })
    .join('');
}

const inline = (xml: string): string => `<is><t>${xml}</t></is>`;

/** What was read as names, row by row. */
async function namesOf(cells: readonly string[]): Promise<unknown[]> {
  const { rows } = await readAll(workbookFile({ sheets: [{ data: HEADER_ROW + rowsOf(cells) }] }));
  return rows.map((row) => row[1]);
}

describe('bytes that are known as a name', () => {
  it.each([
    ['a reference', 'A&amp;amp;B', 'A&amp;B', 'A&amp;B', 'A&B'],
    ['an escape', 'A_x005F_x0041_', 'A_x0041_', 'A_x0041_', 'AA'],
    ['a number with zeros in front', '007', '007', '007', '007'],
  ])('mean what they mean where they stand: %s', async (_, first, second, name, other) => {
    const cells = [inline(first), inline(second), inline(first), inline(second)];
    expect(await namesOf(cells)).toEqual([name, other, name, other]);
  });

  it('are another name where they stand as a number', async () => {
    expect(await namesOf([inline('007'), '<v>007</v>', inline('7'), '<v>7</v>'])).toEqual([
      '007',
      '7',
      '7',
      '7',
    ]);
  });
});
