import { createHash } from 'node:crypto';

/** Stands for a set of headers, whatever their order and spelling: sheets that share it are filled in alike. */
export function headerSet(headers: string[]): string | undefined {
  const names = headers.map((header) => header.normalize('NFKC').trim().toLowerCase()).filter(Boolean);
  if (names.length === 0) return undefined;
  const set = [...new Set(names)].sort();
  return createHash('sha256').update(JSON.stringify(set)).digest('hex');
}
