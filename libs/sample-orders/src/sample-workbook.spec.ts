import { describe, expect, it } from 'vitest';
import { read, utils } from 'xlsx';
import { sampleWorkbook } from './sample-workbook';

interface Line {
  'Order number': number;
  'Product name': string;
  Quantity: number | string;
  'Unit price': number;
}

describe('sampleWorkbook', () => {
  it('holds what its truth says, by another reader’s account', async () => {
    const { bytes, truth } = await sampleWorkbook({ rows: 12_000, badRows: 7, seed: 3 });
    const sheet = read(bytes).Sheets['Orders'];
    const lines = utils.sheet_to_json<Line>(sheet!);
    const good = lines.filter((line) => typeof line.Quantity === 'number');
    const cents = good.reduce(
      (sum, line) => sum + Number(line.Quantity) * Math.round(line['Unit price'] * 100),
      0,
    );
    expect(truth).toMatchObject({
      rowsTotal: 12_000,
      rowsAccepted: 11_993,
      rowsRejected: 7,
      orders: new Set(good.map((line) => line['Order number'])).size,
      itemsTotal: good.reduce((sum, line) => sum + Number(line.Quantity), 0),
      revenue: (cents / 100).toFixed(2),
    });
    expect(lines.every((line) => line['Product name'].length > 0)).toBe(true);
  });

  it('repeats itself for a seed and differs for another', async () => {
    const file = async (seed: number) =>
      Buffer.from((await sampleWorkbook({ rows: 50, seed })).bytes).toString('base64');
    expect(await file(1)).toBe(await file(1));
    expect(await file(1)).not.toBe(await file(2));
  });
});
