import { type OrderPreview } from '@orders/contracts';
import { describe, expect, it } from 'vitest';
import { byHeaderText } from './by-header-text';

const column = (letters: string, header: string) => ({ column: letters, header, samples: [], match: null });
const preview = (...headers: string[]): OrderPreview => ({
  format: 'xlsx',
  sheets: [],
  sheet: 'Orders',
  headerRow: 1,
  columns: headers.map((header, index) => column('ABCDEF'.charAt(index), header)),
  missing: [],
  rows: [],
  numbers: { decimalSeparator: '.', example: null },
  text: null,
});

describe('byHeaderText', () => {
  it('puts the header in place of the letters', () => {
    const options = { decimalSeparator: ',' as const, mapping: { productName: '=B', quantity: 'Menge' } };
    expect(byHeaderText(options, preview('Menge', ' Artikel '))).toEqual({
      decimalSeparator: ',',
      mapping: { productName: 'Artikel', quantity: 'Menge' },
    });
  });

  it('keeps the letters where the header is empty, there twice, or looks like letters itself', () => {
    const mapping = { productName: '=A', quantity: '=B', price: '=D' };
    expect(byHeaderText({ decimalSeparator: '.', mapping }, preview('', 'Sum', 'Sum', '=X')).mapping).toEqual(
      mapping,
    );
  });
});
