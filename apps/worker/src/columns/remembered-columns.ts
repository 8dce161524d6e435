import { Injectable } from '@nestjs/common';
import { type OrderPreview, type ReadOptions } from '@orders/contracts';
import { type ClaimedJob, ColumnMemory } from '@orders/persistence';
import { OrderFileReader } from '../parser/order-file-reader';
import { headerSet } from './header-set';

/** Options that say nothing of where the columns are: then what was chosen before for such a sheet holds. */
export const leavesColumnsOpen = ({ mapping, headerRow }: ReadOptions): boolean =>
  mapping === undefined && headerRow === undefined;

/** The set of headers of the sheet that was previewed; undefined while its header row is not known. */
export const headerSetOf = ({ headerRow, columns }: OrderPreview): string | undefined =>
  headerRow === null ? undefined : headerSet(columns.map(({ header }) => header));

/** The columns that a person chose before for a sheet with the same headers. */
@Injectable()
export class RememberedColumns {
  constructor(
    private readonly memory: ColumnMemory,
    private readonly reader: OrderFileReader,
  ) {}

  /** How to read a sheet that looks like this, or undefined when nothing is remembered of its like. */
  async recall(ownerId: string, preview: OrderPreview, asked: ReadOptions): Promise<ReadOptions | undefined> {
    const rows = rowsOf(preview);
    if (rows.size === 0) return undefined;
    const found = await this.memory.recall(ownerId, [...rows.keys()]);
    const headerRow = found && rows.get(found.headerSet);
    return found && { ...asked, ...found.options, ...(headerRow !== undefined && { headerRow }) };
  }

  /** How to read the job's file, which lies at `path`: as asked for, or as its owner chose for its like. */
  async optionsFor(job: ClaimedJob, path: string, folder: string, signal: AbortSignal): Promise<ReadOptions> {
    const { options } = job;
    if (!leavesColumnsOpen(options) || !(await this.memory.hasAny(job.ownerId))) return options;
    const outcome = await this.reader.preview({ path, options, folder }, signal);
    if (outcome.type !== 'previewed') return options;
    return (await this.recall(job.ownerId, outcome.preview, options)) ?? options;
  }
}

/** Sets of headers that the sheet may have, with the row of each. */
function rowsOf(preview: OrderPreview): Map<string, number> {
  const known = headerSetOf(preview);
  if (known !== undefined && preview.headerRow !== null) return new Map([[known, preview.headerRow]]);
  const rows = new Map<string, number>();
  for (const { row, cells } of preview.rows) {
    const set = headerSet(cells);
    if (set !== undefined && !rows.has(set)) rows.set(set, row);
  }
  return rows;
}
