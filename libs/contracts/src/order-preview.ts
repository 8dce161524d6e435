import * as z from 'zod';
import { OrderFileFormat } from './order-summary';
import { OrderField } from './row-error';

/** One column of the sheet as a person picks it: its header and what stands below. */
export const PreviewColumn = z
  .object({
    column: z.string().meta({ description: 'Column letters', example: 'C' }),
    header: z.string().meta({ description: 'As it stands in the sheet; empty where there is none' }),
    samples: z.array(z.string()).meta({ description: 'The first values below the header, at most five' }),
    match: z
      .object({
        field: OrderField,
        reason: z.enum(['mapping', 'field_name', 'accepted_name']).meta({
          description:
            'mapping: the options say so; field_name: the header is the field; accepted_name: a name it goes by',
        }),
      })
      .nullable(),
  })
  .meta({ id: 'PreviewColumn' });
export type PreviewColumn = z.infer<typeof PreviewColumn>;

/** What the reader sees at the head of a file, without reading all of it. */
export const OrderPreview = z
  .object({
    format: OrderFileFormat,
    sheets: z
      .array(z.object({ name: z.string(), visible: z.boolean() }))
      .meta({ description: 'Worksheets in their order; empty for text files' }),
    sheet: z.string().nullable().meta({ description: 'The worksheet shown; null for text files' }),
    headerRow: z.int().min(1).nullable().meta({ description: 'Null where no header was recognised' }),
    columns: z.array(PreviewColumn),
    missing: z.array(OrderField).meta({ description: 'Needed fields that no column was found for' }),
    rows: z
      .array(z.object({ row: z.int().min(1), cells: z.array(z.string()) }))
      .meta({ description: 'The first rows as text, from column A on, to pick the header row from' }),
    numbers: z
      .object({ decimalSeparator: z.enum(['.', ',']), example: z.string().nullable() })
      .meta({ description: 'How texts that are numbers look like, with one of them' }),
    text: z
      .object({ encoding: z.string(), separator: z.string() })
      .nullable()
      .meta({ description: 'For text files' }),
  })
  .meta({ id: 'OrderPreview' });
export type OrderPreview = z.infer<typeof OrderPreview>;
