import { type OrderRow, OrderFileError, type ReaderOptions, readOrders, type RejectedRow } from '../../src';

/** Everything that a file gives: rows as short lists, rejected ones by row and codes, or the code of its error. */
export interface Outcome {
  readonly rows: (string | number)[][];
  readonly rejected: string[];
  readonly error?: string;
}

/** Reads a file to its end. */
export async function readAll(bytes: Uint8Array | string, options: ReaderOptions = {}): Promise<Outcome> {
  const rows: OrderRow[] = [];
  const rejected: RejectedRow[] = [];
  try {
    for await (const batch of readOrders(bytes, options)) {
      rows.push(...batch.rows);
      rejected.push(...batch.rejected);
    }
  } catch (error) {
    if (!(error instanceof OrderFileError)) throw error;
    return { ...shortened(rows, rejected), error: error.code };
  }
  return shortened(rows, rejected);
}

/** Rows and rejected rows in their short form. */
export function shortened(rows: OrderRow[], rejected: RejectedRow[]): Outcome {
  return {
    rows: rows.map(({ row, productName, quantity, price, orderId }) =>
      orderId === undefined
        ? [row, productName, quantity, price]
        : [row, productName, quantity, price, orderId],
    ),
    rejected: rejected.map(
      ({ row, errors }) => `${row}: ${errors.map((e) => `${e.column} ${e.code}`).join(', ')}`,
    ),
  };
}
