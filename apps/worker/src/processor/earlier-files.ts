import { Injectable } from '@nestjs/common';
import { type ReadOptions, type SheetChoice } from '@orders/contracts';
import { type ClaimedJob, FileMissingError, JobStore } from '@orders/persistence';
import { OrderFileReader } from '../parser/order-file-reader';
import { type ReadCommand } from '../parser/parser-messages';

type EarlierFile = NonNullable<ReadCommand['earlier']>[number];

/** The files that a supplement adds to: its orders that they have counted are not counted again. */
@Injectable()
export class EarlierFiles {
  constructor(
    private readonly jobs: JobStore,
    private readonly reader: OrderFileReader,
  ) {}

  /** Fetches them into `folder`, unless retention has removed them. @throws the signal's reason */
  async fetch(job: ClaimedJob, folder: string, signal: AbortSignal): Promise<EarlierFile[]> {
    const { _id, supplementOf } = job.record;
    if (!supplementOf) return [];
    const files: EarlierFile[] = [];
    for (const { file, sheet } of await this.jobs.countedWith(supplementOf, _id)) {
      try {
        const path = await this.reader.fetch(file.id, folder, signal, `earlier-${files.length}`);
        files.push({ path, options: readAgain(sheet) });
      } catch (error) {
        if (!(error instanceof FileMissingError)) throw error;
      }
    }
    return files;
  }
}

/** Options that read a file once more as it was read. */
function readAgain({ sheet, headerRow, columns, decimalSeparator }: SheetChoice): ReadOptions {
  const mapping = Object.fromEntries(columns.map(({ field, column }) => [field, `=${column}`]));
  return { decimalSeparator, headerRow, mapping, ...(sheet !== null && { sheet }) };
}
