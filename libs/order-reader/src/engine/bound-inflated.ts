import { entryChunks, InflateBudget } from '../archive/entry-chunks';
import type { PartsAccess } from '../xlsx/workbook-parts';

/** Inflates every part once, so that a bomb is found before it is held in memory whole. */
export async function boundInflated({ source, directory, limits }: PartsAccess): Promise<void> {
  const { maxWholeFileBytes, maxWholeInflatedBytes } = limits;
  if (source.size > maxWholeFileBytes) return;
  const budget = new InflateBudget({ ...limits, maxInflatedBytes: maxWholeInflatedBytes });
  for (const entry of directory.entries) {
    for await (const chunk of entryChunks(source, entry, budget)) if (chunk.length === 0) break;
  }
}
