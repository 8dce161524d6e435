import { previewFixture } from '../../../testing/staged-fixture';
import { choiceOf, choose, missingFields, optionsFor } from './column-choice';

const column = (letters: string, header: string) => ({ column: letters, header, samples: [], match: null });
const found = (letters: string, header: string, field: 'quantity' | 'price') => ({
  ...column(letters, header),
  match: { field, reason: 'accepted_name' as const },
});
const options = { decimalSeparator: '.' as const };

describe('the choice of columns', () => {
  it('begins with what the reader found, but leaves what two columns claim to the person', () => {
    const preview = previewFixture({
      columns: [found('A', 'Qty', 'quantity'), found('B', 'Price', 'price'), found('C', 'price', 'price')],
    });
    expect(choiceOf(preview)).toEqual({ quantity: 'A' });
    expect(missingFields(choiceOf(preview))).toEqual(['productName', 'price']);
  });

  it('uses a column once', () => {
    const choice = choose({ quantity: 'A', price: 'B' }, 'price', 'A');
    expect(choice).toEqual({ price: 'A' });
    expect(choose(choice, 'price', null)).toEqual({});
  });

  it('leaves the reading to the reader where it chose the same', () => {
    const preview = previewFixture({ columns: [found('A', 'Qty', 'quantity')] });
    expect(optionsFor(preview, { quantity: 'A' }, options)).toBe(options);
  });

  it('names columns by their headers, and by letters where a header is blank or there twice', () => {
    const preview = previewFixture({
      headerRow: 3,
      columns: [column('A', 'Artikel'), column('B', 'Menge'), column('C', 'menge '), column('D', '')],
    });
    expect(optionsFor(preview, { productName: 'A' }, options)).toEqual({
      ...options,
      mapping: { productName: 'Artikel' },
    });
    expect(optionsFor(preview, { productName: 'A', quantity: 'C', price: 'D' }, options)).toEqual({
      ...options,
      mapping: { productName: 'Artikel', quantity: '=C', price: '=D' },
      headerRow: 3,
    });
  });
});
