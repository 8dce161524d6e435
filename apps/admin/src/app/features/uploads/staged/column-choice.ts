import { type ColumnMapping, OrderField, type OrderPreview, type ReadOptions } from '@orders/contracts';

/** Fields that a sheet must have. */
export const REQUIRED_FIELDS: readonly OrderField[] = ['productName', 'quantity', 'price'];

/** The letters of the column that each field is read from. */
export type ColumnChoice = Partial<Record<OrderField, string>>;

/** The choice that the reader made by itself. A field that two columns claim is left to the person. */
export function choiceOf({ columns }: OrderPreview): ColumnChoice {
  const entries = OrderField.options.flatMap((field) => {
    const [first, ...others] = columns.filter(({ match }) => match?.field === field);
    return first && others.length === 0 ? [[field, first.column] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** Needed fields that have no column yet. */
export const missingFields = (choice: ColumnChoice): OrderField[] =>
  REQUIRED_FIELDS.filter((field) => choice[field] === undefined);

/** `field` read from `column`, which no other field is read from then. */
export function choose(choice: ColumnChoice, field: OrderField, column: string | null): ColumnChoice {
  const others = Object.entries(choice).filter(([other, letters]) => other !== field && letters !== column);
  return Object.fromEntries(column === null ? others : [...others, [field, column]]);
}

/** `options` with a mapping that says what `choice` does; as they are where the reader chose the same. */
export function optionsFor(preview: OrderPreview, choice: ColumnChoice, options: ReadOptions): ReadOptions {
  const own = choiceOf(preview);
  if (OrderField.options.every((field) => own[field] === choice[field])) {
    return options;
  }
  const mapping: ColumnMapping = {};
  for (const field of OrderField.options) {
    const column = choice[field];
    if (column !== undefined) {
      mapping[field] = nameOf(preview, column);
    }
  }
  const byLetters = Object.values(mapping).some((name) => name.startsWith('='));
  const headerRow = options.headerRow ?? (byLetters ? preview.headerRow : null);
  return { ...options, mapping, ...(headerRow !== null && { headerRow }) };
}

/** A column by its header, so that other sheets with the same headers can be read alike, or by its letters. */
function nameOf({ columns }: OrderPreview, column: string): string {
  const header = columns.find((one) => one.column === column)?.header.trim() ?? '';
  const alike = columns.filter((one) => plain(one.header) === plain(header));
  return header && !header.startsWith('=') && alike.length === 1 ? header : `=${column}`;
}

/** As headers are compared: without what tells them apart for the eye only. */
const plain = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '');
