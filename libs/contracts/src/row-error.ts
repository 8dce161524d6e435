import * as z from 'zod';

/** Why a cell was refused. Each wrong cell of a row has its own entry; the row is rejected whole. */
export const RowErrorCode = z
  .enum([
    'missing_value',
    'too_long',
    'not_a_number',
    'ambiguous_number',
    'not_an_integer',
    'out_of_range',
    'too_many_decimals',
    'wrong_type',
    'formula_without_value',
    'error_cell',
  ])
  .meta({ id: 'RowErrorCode' });
export type RowErrorCode = z.infer<typeof RowErrorCode>;

/** The columns that an order sheet is read for. `orderId` is optional in a sheet. */
export const OrderField = z.enum(['productName', 'quantity', 'price', 'orderId']).meta({ id: 'OrderField' });
export type OrderField = z.infer<typeof OrderField>;

export const RowError = z
  .object({
    row: z
      .int()
      .min(1)
      .meta({ description: "The sheet's own row number, or the record number of a text file" }),
    column: z.string().meta({ description: 'Column letters', example: 'C' }),
    header: z.string().meta({ description: 'The header as it stands in the sheet', example: 'Unit price' }),
    field: OrderField,
    value: z.string().max(200).meta({ description: 'What stands in the cell, cut at 200 characters' }),
    code: RowErrorCode,
    message: z.string().meta({ description: 'What is wrong and what is expected, for a person' }),
  })
  .meta({ id: 'RowError' });
export type RowError = z.infer<typeof RowError>;
