import * as z from 'zod';

export const ErrorReportQuery = z
  .object({ format: z.enum(['csv', 'xlsx']).default('xlsx') })
  .meta({ id: 'ErrorReportQuery' });
export type ErrorReportQuery = z.infer<typeof ErrorReportQuery>;
