import { Injectable } from '@nestjs/common';
import { type FileError, type OrderCheck, type ReadOptions, type RowError } from '@orders/contracts';
import { FileMissingError, type InspectionResult, type StagedRecord } from '@orders/persistence';
import { headerSetOf, leavesColumnsOpen, RememberedColumns } from '../columns/remembered-columns';
import { OrderFileReader, type ReadOutcome } from '../parser/order-file-reader';
import { ParserCrashedError, ParserTimeoutError } from '../parser/parser-errors';
import { fileError } from '../processor/run-failure';
import { WorkFolders } from '../workspace/work-folders';

/** Row errors that a person looks at before they start; the rest is counted. */
const ROW_ERRORS_SHOWN = 100;

/** Looks at one staged file: at its head, or in a dry run at all of it. */
@Injectable()
export class Inspector {
  constructor(
    private readonly folders: WorkFolders,
    private readonly reader: OrderFileReader,
    private readonly columns: RememberedColumns,
  ) {}

  /**
   * What came of it; a file that can't be used is a result, too. `onProgress` takes the fraction read.
   * @throws the signal's reason, and what is not the file's fault
   */
  async inspect(
    staged: StagedRecord,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<InspectionResult> {
    await using folder = await this.folders.make();
    try {
      const path = await this.reader.fetch(staged.file.id, folder.path, signal);
      return staged.inspection.kind === 'preview'
        ? await this.preview(staged, path, folder.path, signal)
        : await this.check(staged, path, folder.path, onProgress, signal);
    } catch (error) {
      const fault = faultOf(error);
      if (!fault) throw error;
      return { error: fault };
    }
  }

  private async preview(
    staged: StagedRecord,
    path: string,
    folder: string,
    signal: AbortSignal,
  ): Promise<InspectionResult> {
    const { options } = staged.inspection;
    const look = async (by: ReadOptions) => this.reader.preview({ path, options: by, folder }, signal);
    const first = await look(options);
    if (first.type !== 'previewed') return { preview: null, error: errorOf(first) };
    const recalled = leavesColumnsOpen(options)
      ? await this.columns.recall(staged.ownerId.toHexString(), first.preview, options)
      : undefined;
    const second = recalled && (await look(recalled));
    const remembered = second?.type === 'previewed' && second.preview.missing.length === 0;
    const preview = remembered ? second.preview : first.preview;
    return {
      preview,
      headerSet: headerSetOf(preview) ?? null,
      ...(remembered && recalled && { options: recalled, remembered }),
      error: null,
    };
  }

  private async check(
    staged: StagedRecord,
    path: string,
    folder: string,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<InspectionResult> {
    const { options } = staged.inspection;
    const rowErrors: RowError[] = [];
    const outcome = await this.reader.read(
      { path, options, folder, rowErrorsKept: ROW_ERRORS_SHOWN, reportRows: 0 },
      {
        onProgress: ({ fraction }) => onProgress(fraction),
        onRowErrors: (batch) => {
          rowErrors.push(...batch);
          return Promise.resolve();
        },
      },
      signal,
    );
    return { check: checkOf(options, outcome, rowErrors), error: errorOf(outcome) };
  }
}

function checkOf(options: ReadOptions, outcome: ReadOutcome, rowErrors: RowError[]): OrderCheck | null {
  const read = outcome.type === 'completed' ? outcome.summary : outcome.outcome;
  return read ? { options, metrics: read.metrics, sheet: read.sheet, rowErrors } : null;
}

const errorOf = (outcome: { type: string; error?: FileError }): FileError | null => outcome.error ?? null;

/** What a person is told at once of a file that harms its reader: there is nothing to lose by asking again. */
function faultOf(error: unknown): FileError | undefined {
  if (error instanceof ParserTimeoutError) return fileError('parser_timeout');
  if (error instanceof ParserCrashedError) return fileError('parser_crashed');
  if (error instanceof FileMissingError) return fileError('file_missing');
  return undefined;
}
