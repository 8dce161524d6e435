import { type FileError } from '@orders/contracts';
import { escapeRegExp } from '../escape-reg-exp';
import { type JobRecord } from './job.schema';
import { type StoredMetrics } from './stored-metrics';

/** Long names end up in an index: so much of each one can be searched. */
const MAX_PART_LENGTH = 150;

/** What can be searched in a job from its upload on. */
export type UploadNames = Pick<JobRecord, 'ownerName' | 'ownerEmail'> & { file: { name: string } };

export interface JobEnd {
  error: FileError | null;
  metrics: StoredMetrics | null;
}

/**
 * The text in which a search looks for its words: the names of the file and its owner and, once the job has
 * ended, its error and its best-selling products, a line each. One field, so that one index covers a search.
 */
export function searchTextOf({ file, ownerName, ownerEmail }: UploadNames, end?: JobEnd): string {
  const products = [...(end?.metrics?.topByRevenue ?? []), ...(end?.metrics?.topByQuantity ?? [])];
  const parts = new Set([
    file.name,
    ownerName,
    ownerEmail,
    end?.error?.message ?? '',
    ...products.map(({ productName }) => productName),
  ]);
  parts.delete('');
  return [...parts].map((part) => part.slice(0, MAX_PART_LENGTH)).join('\n');
}

/** The filter that finds the jobs whose text has each of the words, whatever their case. */
export function searchFilter(search: string): { $and?: { searchText: { $regex: string; $options: 'i' } }[] } {
  const words = search.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return {};
  return { $and: words.map((word) => ({ searchText: { $regex: escapeRegExp(word), $options: 'i' } })) };
}
