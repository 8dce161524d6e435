import { describe, expect, it } from 'vitest';
import { summarizeOrders } from '../src';

const HEADER = 'orderId,productName,quantity,price';
const sheet = (...rows: string[]): Buffer => Buffer.from([HEADER, ...rows].join('\n'));
const earlier = (bytes: Buffer, options = {}) => ({ source: bytes, options });

const ORIGINAL = sheet('A-1,Cup,1,2', 'A-1,Pot,x,5', 'A-2,Pot,x,5', 'A-3,Cup,1,2');
const CORRECTED = sheet('A-1,Pot,1,5', 'A-2,Pot,1,5');

describe('Orders that files read before have counted', () => {
  it('count no more, unless all their rows were rejected there', async () => {
    const { metrics } = await summarizeOrders(CORRECTED, { earlier: [earlier(ORIGINAL)] });
    expect(metrics).toMatchObject({
      orders: 1,
      ordersCountedBefore: 1,
      revenue: '10.00',
      averageOrderValue: '10.00',
      rowsAccepted: 2,
    });
  });

  it('count no more where any of several files has them, each once', async () => {
    const second = sheet('A-2,Cup,1,1', 'A-1,Cup,1,1');
    const { metrics } = await summarizeOrders(CORRECTED, { earlier: [earlier(ORIGINAL), earlier(second)] });
    expect(metrics).toMatchObject({ orders: 0, ordersCountedBefore: 2, averageOrderValue: '0.00' });
  });

  it('are looked for in the columns that the earlier file was read by', async () => {
    const other = Buffer.from('A-1;Cup;2,50;1\nNr;Was;Preis;Menge\nA-2;Cup;2,50;1\n');
    const mapping = { orderId: '=A', productName: '=B', price: '=C', quantity: '=D' };
    const options = { headerRow: 2, mapping, decimalSeparator: ',' as const };
    const { metrics } = await summarizeOrders(CORRECTED, { earlier: [earlier(other, options)] });
    expect(metrics).toMatchObject({ orders: 1, ordersCountedBefore: 1 });
  });

  it('are none where a file has no order numbers', async () => {
    const plain = Buffer.from('productName,quantity,price\nCup,1,2\n');
    for (const [file, before] of [
      [CORRECTED, plain],
      [plain, ORIGINAL],
    ] as const) {
      const { metrics } = await summarizeOrders(file, { earlier: [earlier(before)] });
      expect(metrics.ordersCountedBefore).toBeUndefined();
    }
  });

  it('are found among a hundred thousand, whatever the script', async () => {
    const many = sheet(...Array.from({ length: 100_000 }, (_, n) => `заказ-${n},Cup,1,2`));
    const few = sheet('заказ-7,Cup,1,2', 'заказ-99999,Cup,1,2', 'заказ-100000,Cup,1,2');
    const { metrics } = await summarizeOrders(few, { earlier: [earlier(many)] });
    expect(metrics).toMatchObject({ orders: 1, ordersCountedBefore: 2 });
  });

  it('are waited for no longer than the signal says', async () => {
    const stop = new AbortController();
    const reading = summarizeOrders(CORRECTED, {
      signal: stop.signal,
      earlier: [
        {
          get source() {
            stop.abort();
            return ORIGINAL;
          },
          options: {},
        },
      ],
    });
    await expect(reading).rejects.toHaveProperty('name', 'AbortError');
  });
});
