import { type OrderPreview, type ReadOptions } from '@orders/contracts';

/**
 * The mapping with header texts in place of column letters where a header tells its column apart: so it
 * fits the next sheet, too, whose columns stand in another order.
 */
export function byHeaderText(options: ReadOptions, { columns }: OrderPreview): ReadOptions {
  if (!options.mapping) return options;
  const mapping = Object.fromEntries(
    Object.entries(options.mapping).map(([field, place]) => {
      const header = columns.find(({ column }) => `=${column}` === place)?.header.trim() ?? '';
      const unique = columns.filter((column) => column.header.trim() === header).length === 1;
      return [field, header !== '' && !header.startsWith('=') && unique ? header : place];
    }),
  );
  return { ...options, mapping };
}
