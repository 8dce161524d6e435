import { HEADER_ROWS, HeaderFinder, type HeaderOptions } from '../rules/header-finder';
import { OrderFileError } from '../order-file-error';
import { readRecord, type TextRecord } from './record-reader';

/** Separators that are looked for, the most usual one first. */
const SEPARATORS = [',', ';', '\t', '|'];

/** What separates fields, and how many bytes a `sep=` line in front takes. */
export interface FoundSeparator {
  readonly separator: string;
  readonly skip: number;
}

/**
 * Finds the separator from the head of a file in UTF-8: a `sep=` line says it; or else it is the one by which a header
 * is found; or else the one that splits the first rows into most fields.
 */
export function findSeparator(head: Uint8Array, options: HeaderOptions): FoundSeparator {
  const line = /^"?sep=(.)"?(?:\r\n|\r|\n)/.exec(Buffer.from(head.subarray(0, 16)).toString('latin1'));
  if (line?.[1] !== undefined) return { separator: line[1], skip: line[0].length };
  let best = { separator: ',', score: 0 };
  for (const separator of SEPARATORS) {
    const records = firstRecords(
      head,
      separator.charCodeAt(0),
      Math.max(HEADER_ROWS, options.headerRow ?? 0),
    );
    const score = hasHeader(records, options) ? 1e6 + mostFields(records) : mostFields(records);
    if (score > best.score) best = { separator, score };
  }
  return { separator: best.separator, skip: 0 };
}

function firstRecords(head: Uint8Array, separator: number, count: number): TextRecord[] {
  const records: TextRecord[] = [];
  let at = 0;
  while (records.length < count && at < head.length) {
    const record = readRecord(head, at, head.length, separator);
    if (record === undefined) break;
    records.push(record);
    at = record.next;
  }
  return records;
}

function hasHeader(records: readonly TextRecord[], options: HeaderOptions): boolean {
  const finder = new HeaderFinder(options);
  try {
    return records.some(({ cells }, i) => finder.offer(i + 1, cells) !== undefined);
  } catch (error) {
    return error instanceof OrderFileError;
  }
}

function mostFields(records: readonly TextRecord[]): number {
  return Math.max(0, ...records.slice(0, HEADER_ROWS).map(({ fields }) => fields));
}
