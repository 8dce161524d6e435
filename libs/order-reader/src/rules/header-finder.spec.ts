import { describe, expect, it } from 'vitest';
import type { Cell } from './cell';
import { HeaderFinder, type HeaderOptions } from './header-finder';

/** Offers rows of texts, and gives the header as `row: field column …`, or what is missing. */
function find(rows: string[][], options: HeaderOptions = {}): string {
  const finder = new HeaderFinder(options);
  for (const [i, texts] of rows.entries()) {
    const cells = new Map(
      texts.flatMap((text, c): [number, Cell][] => (text === '' ? [] : [[c, { kind: 'text', text }]])),
    );
    const header = finder.offer(i + 1, cells);
    if (header !== undefined)
      return `${header.row}: ${header.columns.map((c) => `${c.field} ${c.column}`).join(', ')}`;
  }
  return `missing ${finder.failure()?.missing.join(' ') ?? 'everything'}`;
}

const FOUND = 'productName 0, quantity 1, price 2';

describe('HeaderFinder', () => {
  it.each([
    ['productName', 'quantity', 'price'],
    ['\uFEFFProduct_Name', ' QTY ', 'Unit-Price'],
    ['ｐｒｏｄｕｃｔ', 'uni\u200Bts', 'price each'],
    ['Item name', 'Count', 'UNIT PRICE'],
  ])('knows %j, %j and %j', (...texts) => {
    expect(find([texts])).toBe(`1: ${FOUND}`);
  });

  it('takes the first row of twenty that has all columns', () => {
    const title = ['Orders of May', '', ''];
    const header = ['item', 'qty', 'price'];
    expect(find([title, ['item', 'qty', ''], header, header])).toBe(`3: ${FOUND}`);
    expect(find([...Array.from({ length: 19 }, () => title), header])).toBe(`20: ${FOUND}`);
    expect(find([...Array.from({ length: 20 }, () => title), header])).toBe(
      'missing productName quantity price',
    );
    expect(find([title, ['item', 'qty', '']])).toBe('missing price');
    expect(find([[]])).toBe('missing everything');
  });

  it('finds the order number, the first of several', () => {
    expect(find([['Order No', 'item', 'qty', 'price', 'order']])).toBe(
      '1: productName 1, quantity 2, price 3, orderId 0',
    );
  });

  it('refuses a required column that is there twice', () => {
    expect(() => find([['item', 'qty', 'price', 'Unit price']])).toThrow(
      /C \(“price”\) and D \(“Unit price”\)/,
    );
  });

  it('follows a mapping by name, whatever else is there', () => {
    const options = { mapping: { productName: 'article', price: 'Net' } };
    expect(find([['item', 'qty', 'price', 'Article ', 'NET']], options)).toBe(
      '1: productName 3, quantity 1, price 4',
    );
    expect(find([['item', 'qty', 'price']], options)).toBe('missing productName price');
  });

  it('follows a mapping by letters, on the row that is named or the first that is not blank', () => {
    const mapping = { productName: '=C', quantity: '=A', price: '=AA' };
    expect(find([[], ['a', 'b']], { mapping })).toBe('2: productName 2, quantity 0, price 26');
    expect(find([['x'], ['y'], ['z']], { mapping, headerRow: 2 })).toBe(
      '2: productName 2, quantity 0, price 26',
    );
  });

  it('looks at the row that is named alone', () => {
    const header = ['item', 'qty', 'price'];
    expect(find([header, ['a', '1', '2'], header], { headerRow: 3 })).toBe(`3: ${FOUND}`);
    expect(find([header, ['a', '1', '2']], { headerRow: 2 })).toBe('missing productName quantity price');
  });
});
