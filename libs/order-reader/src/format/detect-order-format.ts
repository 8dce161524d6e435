import type { OrderFileFormat } from '@orders/contracts';
import { InflateBudget } from '../archive/entry-chunks';
import { completeRequest, type ReaderOptions } from '../read-options';
import { openSource, type OrderSource } from '../source/byte-source';
import { findSeparator } from '../text/separator';
import { findHeadEncoding, textChunks } from '../text/text-encoding';
import { findWorkbook } from '../xlsx/workbook-parts';
import { findFormat } from './detect-format';

/**
 * Tells the format of a file by its content; its name is not asked for.
 * @throws OrderFileError `unsupported_format`, `encrypted_file`, `corrupt_file`, `empty_file`, `too_large` …
 */
export async function detectFormat(
  source: OrderSource,
  options: ReaderOptions = {},
): Promise<OrderFileFormat> {
  const request = completeRequest(options);
  const { limits } = request;
  const bytes = await openSource(source, limits.maxFileBytes);
  try {
    const found = await findFormat(bytes, limits);
    if (found.kind === 'xls') return 'xls';
    if (found.kind === 'archive') {
      const access = { source: bytes, directory: found.directory, budget: new InflateBudget(limits), limits };
      return (await findWorkbook(access)).format;
    }
    for await (const { bytes: head } of textChunks(bytes, await findHeadEncoding(bytes))) {
      return findSeparator(head, request).separator === '\t' ? 'tsv' : 'csv';
    }
    return 'csv';
  } finally {
    await bytes.close();
  }
}
