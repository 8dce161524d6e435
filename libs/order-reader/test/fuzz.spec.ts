import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as XLSX from 'xlsx';
import { OrderFileError, summarizeOrders } from '../src';
import { HEADER_ROW, workbookFile } from './support/workbook-file';

const ROUNDS = 1000;

/** The same numbers below `limit` in every run. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const ROWS =
  '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><f>1+1</f><v>2</v></c><c r="C2"><v>3.5</v></c></row>' +
  '<row r="3"><c r="A3" t="inlineStr"><is><r><t>T</t></r><t>&lt;ü</t></is></c><c r="B3"><v>2</v></c><c r="C3" t="b"><v>1</v></c></row>';
const stored = workbookFile({
  sheets: [{ data: HEADER_ROW + ROWS }],
  strings: '<si><t>Lamp</t></si>',
  parts: (parts) => parts.map((part) => ({ ...part, stored: true })),
});
const deflated = workbookFile({ sheets: [{ data: HEADER_ROW + ROWS }], strings: '<si><t>Lamp</t></si>' });
const text = Buffer.from('item;qty;price\n"La""mp";2;3.5\n\n"x\ny";1,5;2\rT\u00fc;7;$ 1\r\n');
const xls = XLSX.write(
  XLSX.utils.book_new(
    XLSX.utils.aoa_to_sheet([
      ['item', 'qty', 'price'],
      ['x', 1, 2],
    ]),
  ),
  {
    type: 'buffer',
    bookType: 'biff8',
  },
) as Buffer;

/** Changes a few bytes, or cuts, doubles or drops a piece. */
function damage(bytes: Buffer, next: (limit: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  const at = next(copy.length);
  const to = Math.min(copy.length, at + 1 + next(40));
  switch (next(6)) {
    case 0:
      return copy.subarray(0, at);
    case 1:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(to)]);
    case 2:
      return Buffer.concat([copy.subarray(0, to), copy.subarray(at)]);
    case 3:
      copy.fill(copy.subarray(next(copy.length)), at, to);
      return copy;
    default:
      for (let i = 0; i <= next(4); i++) copy[next(copy.length)] = next(256);
      return copy;
  }
}

// The library for old workbooks writes of every unknown record to the console.
beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));

describe('damaged files', () => {
  it.each([
    ['a stored workbook', stored, { skipCrc: true }],
    ['a deflated workbook', deflated, { skipCrc: false }],
    ['a text file', text, { skipCrc: false }],
    ['an old workbook', xls, { skipCrc: false }],
  ])('%s is read or refused with a code, never anything else', async (name, bytes) => {
    const next = numbers(name.length);
    const verdicts = new Set<string>();
    for (let round = 0; round < ROUNDS / (name.includes('old') ? 5 : 1); round++) {
      const damaged = damage(bytes, next);
      try {
        const { metrics } = await summarizeOrders(damaged);
        expect(metrics.rowsAccepted + metrics.rowsRejected).toBe(metrics.rowsTotal);
        verdicts.add('read');
      } catch (error) {
        if (!(error instanceof OrderFileError))
          throw new Error(`Round ${round}: ${damaged.toString('base64')}`, { cause: error });
        expect(error.message).not.toMatch(/undefined|NaN|xlsx\b.*\.m?js|at \w+ \(/);
        verdicts.add(error.code);
      }
    }
    expect(verdicts.size).toBeGreaterThan(2);
  });
});
