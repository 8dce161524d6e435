import { type RowError } from '@orders/contracts';
import { rejectedLines } from './rejected-lines';

const error = (row: number, column: string): RowError => ({
  row,
  column,
  header: column,
  field: 'price',
  value: 'x',
  code: 'not_a_number',
  message: '',
});

it('puts wrong cells back into their rows, beside the right ones where those are known', () => {
  const columns = [
    { field: 'productName' as const, column: 'A', header: 'Product' },
    { field: 'price' as const, column: 'AB', header: 'Price' },
  ];
  const cells = ['Lamp', ...Array<string>(26).fill(''), '5'];
  const lines = rejectedLines([error(2, 'AB'), error(9, 'A'), error(9, 'AB')], columns, [{ row: 2, cells }]);
  expect(lines.map(({ row }) => row)).toEqual([2, 9]);
  expect(lines[0]?.cells).toMatchObject([
    { error: null, text: 'Lamp' },
    { error: { row: 2 }, text: '5' },
  ]);
  expect(lines[1]?.cells.map((cell) => cell.error?.column)).toEqual(['A', 'AB']);
});
