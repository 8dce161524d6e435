import { CATALOGUE } from './catalogue';
import { random } from './random';
import { type SampleOptions } from './sample-workbook';

export interface SampleRow {
  /** Row number in the sheet; the header is row 1. */
  number: number;
  orderNumber: number;
  /** Day, as a spreadsheet counts them. */
  date: number;
  /** Index into the catalogue. */
  product: number;
  /** Null: the row is wrong. */
  quantity: number | null;
  /** Cents. */
  price: number;
}

const FIRST_ORDER = 100_001;
/** 2026-01-01. */
const FIRST_DAY = 46_023;
const DAYS = 90;

/** Order lines, one to five an order; small quantities are likelier, as in a shop. */
export function* sampleRows({ rows, badRows = 0, seed = 1 }: SampleOptions): Generator<SampleRow> {
  const next = random(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  const badEvery = badRows > 0 ? rows / badRows : Infinity;
  let orderNumber = FIRST_ORDER;
  let linesLeft = 1 + below(5);
  let nextBad = badEvery / 2;
  for (let index = 0; index < rows; index++) {
    const product = Math.floor(CATALOGUE.length * next() ** 2);
    const isBad = index >= nextBad;
    if (isBad) nextBad += badEvery;
    yield {
      number: index + 2,
      orderNumber,
      date: FIRST_DAY + Math.floor((index / rows) * DAYS),
      product,
      quantity: isBad ? null : 1 + Math.floor(12 * next() ** 3),
      price: (CATALOGUE[product]?.price ?? 0) - below(3) * 50,
    };
    if (--linesLeft === 0) {
      orderNumber++;
      linesLeft = 1 + below(5);
    }
  }
}
