import { Buffer } from 'node:buffer';

/** A text file of orders with known figures. */
export interface OrderSheet {
  bytes: Buffer;
  rows: number;
  /** Rows that have a wrong cell. */
  rejected: number;
  itemsTotal: number;
  revenue: string;
}

/** Row errors that a worker keeps of a file, where nothing else is configured. */
export const ROW_ERRORS_KEPT = 10_000;

/** Rows, every other of them wrong, that keep a parser busy for about 20 microseconds. */
const SLOW_ROWS = 4;

/** A sheet that keeps a parser busy for a second or so per 50,000 of `measure`. */
export const slowSheet = (measure: number, seed = 1): OrderSheet => orderSheet(measure * SLOW_ROWS, seed, 2);

/** Makes a sheet of `rows` rows; every `wrongEvery`th has a quantity that is none. */
export function orderSheet(rows: number, seed = 1, wrongEvery = 0): OrderSheet {
  const lines = ['orderId,productName,quantity,price'];
  let cents = 0n;
  let itemsTotal = 0;
  let rejected = 0;
  for (let row = 1; row <= rows; row += 1) {
    const price = 100 + ((row * 37 + seed * 101) % 9_900);
    const quantity = 1 + ((row + seed) % 9);
    const wrong = wrongEvery > 0 && row % wrongEvery === 0;
    if (wrong) rejected += 1;
    else {
      cents += BigInt(price * quantity);
      itemsTotal += quantity;
    }
    const told = wrong ? 'many' : String(quantity);
    lines.push(`O-${seed}-${row},Product ${(row * seed) % 997},${told},${(price / 100).toFixed(2)}`);
  }
  const digits = cents.toString().padStart(3, '0');
  return {
    bytes: Buffer.from(lines.join('\n')),
    rows,
    rejected,
    itemsTotal,
    revenue: `${digits.slice(0, -2)}.${digits.slice(-2)}`,
  };
}
