import type { OrderField } from '@orders/contracts';
import { OrderFileError } from '../order-file-error';
import { HEADER_ROWS } from './header-finder';

/** What one sheet lacked: undefined where every row that could be its header was blank. */
export type SheetFailure = { readonly missing: OrderField[]; readonly headersSeen: string[] } | undefined;

/** The error of a file in which no sheet has the header; it tells of the sheet that came nearest. */
export function noHeader(failures: readonly SheetFailure[], headerRow?: number): OrderFileError {
  const seen = failures.filter((failure) => failure !== undefined);
  const [nearest] = seen.sort((a, b) => a.missing.length - b.missing.length);
  if (nearest === undefined) return new OrderFileError('empty_file', 'The file has no visible rows.');
  const where = headerRow === undefined ? `in the first ${HEADER_ROWS} rows` : `in row ${headerRow}`;
  const missing = nearest.missing.join(', ');
  const message = `No header with all columns was found ${where}. Missing: ${missing}. Name the columns so, or say which to use when uploading.`;
  return new OrderFileError('missing_columns', message, { ...nearest });
}

/** The error for a sheet that was asked for and is not there, or hidden. */
export function sheetNotFound(name: string, sheetsSeen: string[]): OrderFileError {
  return new OrderFileError('sheet_not_found', `There is no visible sheet “${name}” in the file.`, {
    sheetsSeen,
  });
}

/** The error for a file of more rows than may be read. */
export function tooManyRows(limit: number): OrderFileError {
  const message = `The file has more than ${limit.toLocaleString('en')} rows. Split it into several files.`;
  return new OrderFileError('too_many_rows', message, { limit });
}

/** The sheets to be looked at, of the visible ones: all, or the one that was asked for. */
export function chooseSheets<T extends { readonly name: string }>(
  visible: readonly T[],
  wanted?: string,
): readonly T[] {
  if (wanted === undefined) return visible;
  const folded = wanted.trim().toLowerCase();
  const exact = visible.find(({ name }) => name === wanted);
  const chosen = exact ?? visible.find(({ name }) => name.trim().toLowerCase() === folded);
  if (chosen !== undefined) return [chosen];
  throw sheetNotFound(wanted, visible.map(({ name }) => name).slice(0, 50));
}
