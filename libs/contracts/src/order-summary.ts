import * as z from 'zod';
import { Money } from './money';
import { OrderField, RowErrorCode } from './row-error';

export const OrderFileFormat = z
  .enum(['xlsx', 'xlsm', 'xls', 'xlsb', 'ods', 'csv', 'tsv'])
  .meta({ id: 'OrderFileFormat', description: 'Told by content, not by name' });
export type OrderFileFormat = z.infer<typeof OrderFileFormat>;

export const ProductTotal = z
  .object({
    productName: z.string(),
    quantity: z.int().min(0).meta({ description: 'Items of this product' }),
    revenue: Money,
  })
  .meta({ id: 'ProductTotal' });
export type ProductTotal = z.infer<typeof ProductTotal>;

export const OrderLine = z
  .object({
    row: z.int().min(1),
    productName: z.string(),
    revenue: Money,
  })
  .meta({ id: 'OrderLine', description: 'One line of the sheet, by its value' });
export type OrderLine = z.infer<typeof OrderLine>;

/** A range of line values and how many accepted lines lie in it. */
export const LineValueRange = z
  .object({
    from: Money.meta({ description: 'Smallest value of the range' }),
    to: Money.nullable().meta({ description: 'First value above it; null for a range without an end' }),
    lines: z.int().min(0),
  })
  .meta({ id: 'LineValueRange' });
export type LineValueRange = z.infer<typeof LineValueRange>;

/** Where a field was found in the sheet. */
export const MappedColumn = z
  .object({ field: OrderField, column: z.string(), header: z.string() })
  .meta({ id: 'MappedColumn' });
export type MappedColumn = z.infer<typeof MappedColumn>;

/** What was read: which sheet, which header row, which columns, and how numbers were understood. */
export const SheetChoice = z
  .object({
    format: OrderFileFormat,
    sheet: z.string().nullable().meta({ description: 'Name of the worksheet; null for text files' }),
    headerRow: z.int().min(1),
    columns: z.array(MappedColumn),
    decimalSeparator: z.enum(['.', ',']),
  })
  .meta({ id: 'SheetChoice' });
export type SheetChoice = z.infer<typeof SheetChoice>;

/** The figures of one order file. All sums are exact. */
export const OrderMetrics = z
  .object({
    rowsTotal: z.int().min(0).meta({ description: 'Rows below the header that are not blank' }),
    rowsAccepted: z.int().min(0),
    rowsRejected: z.int().min(0),
    orders: z
      .int()
      .min(0)
      .meta({ description: 'Distinct order numbers, or accepted rows where there is none' }),
    ordersCountedBefore: z.int().min(1).optional().meta({
      description:
        'For a supplement: further orders, which the files that it adds to have counted; not among `orders`',
    }),
    itemsTotal: z.int().min(0).meta({ description: 'Sum of quantities' }),
    revenue: Money.meta({ description: 'Sum of quantity x price, each line rounded half up to the cent' }),
    averageOrderValue: Money.meta({ description: 'AOV: revenue / orders, rounded half up' }),
    distinctProducts: z.int().min(0),
    topByRevenue: z.array(ProductTotal),
    topByQuantity: z.array(ProductTotal),
    largestLine: OrderLine.nullable(),
    smallestLine: OrderLine.nullable(),
    lineValueDistribution: z.array(LineValueRange).optional().meta({
      description:
        'Lines by value, in ranges that start at 0, 0.01, 0.02, 0.05, 0.10 … without a gap, from the lowest that has a line to the highest; results of older versions lack it',
    }),
    errorsByCode: z.partialRecord(RowErrorCode, z.int().min(0)),
  })
  .meta({ id: 'OrderMetrics' });
export type OrderMetrics = z.infer<typeof OrderMetrics>;

/** Which column of the sheet is which field: a header text, or column letters prefixed by `=` (`"=C"`). */
export const ColumnMapping = z
  .partialRecord(OrderField, z.string().trim().min(1).max(500))
  .meta({ id: 'ColumnMapping', example: { productName: 'Article', quantity: 'Pieces', price: '=F' } });
export type ColumnMapping = z.infer<typeof ColumnMapping>;

/** How a file is to be read; everything left out is found by the reader itself. */
export const ReadOptions = z
  .object({
    mapping: ColumnMapping.optional(),
    decimalSeparator: z.enum(['.', ',']).default('.'),
    sheet: z.string().max(255).optional().meta({ description: 'Name of the worksheet to read' }),
    headerRow: z.int().min(1).max(1_048_576).optional(),
    maxRejectedRows: z.int().min(0).optional().meta({
      description: 'With more rejected rows than this the file fails; left out: bad rows are skipped',
    }),
  })
  .meta({ id: 'ReadOptions' });
export type ReadOptions = z.infer<typeof ReadOptions>;
