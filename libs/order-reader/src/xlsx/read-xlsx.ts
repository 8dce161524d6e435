import { entryChunks } from '../archive/entry-chunks';
import { expectToLetGo } from '../archive/inflated-buffers';
import type { ZipEntry } from '../archive/zip-entry';
import type { OrderSink } from '../engine/order-sink';
import type { ReadStep } from '../engine/read-steps';
import type { ReadRequest } from '../read-options';
import { chooseSheets, noHeader, type SheetFailure } from '../rules/sheet-errors';
import { utf8Chunks } from '../xml/utf8-chunks';
import { SharedStrings } from './shared-strings';
import { SheetScanner } from './sheet-scanner';
import type { PartsAccess, VisibleSheet, WorkbookParts } from './workbook-parts';

/** Reads the first visible sheet that has the header, shared strings first, a chunk at each step. */
export async function* readXlsx(
  access: PartsAccess,
  parts: WorkbookParts,
  request: ReadRequest,
  sink: OrderSink,
): AsyncGenerator<ReadStep> {
  expectToLetGo();
  const sheets = chooseSheets(parts.sheets, request.sheet);
  const strings = new SharedStrings(sink.arena, request.limits.maxRowBytes);
  const progress = new PartsProgress(access, parts.sharedStrings, sheets);
  if (parts.sharedStrings !== undefined) {
    for await (const chunk of utf8Chunks(entryChunks(access.source, parts.sharedStrings, access.budget))) {
      strings.push(chunk);
      yield progress.step();
    }
    strings.finish();
  }
  const failures: SheetFailure[] = [];
  for (const sheet of sheets) {
    const context = { strings, dateStyles: parts.dateStyles, from1904: parts.from1904 };
    const scanner = new SheetScanner(request, { format: parts.format, name: sheet.name }, context, sink);
    for await (const chunk of utf8Chunks(entryChunks(access.source, sheet.entry, access.budget))) {
      scanner.push(chunk);
      if (scanner.place === 'no-header') break;
      yield progress.step();
    }
    scanner.finish();
    if (scanner.place === 'tail') return;
    failures.push(scanner.failure);
  }
  throw noHeader(failures, request.headerRow);
}

/** Compressed bytes read of the shared strings and of the largest sheet: a sheet passed over only counts for its head. */
class PartsProgress {
  private readonly totalBytes: number;
  private readonly before: number;

  constructor(
    private readonly access: PartsAccess,
    strings: ZipEntry | undefined,
    sheets: readonly VisibleSheet[],
  ) {
    const largest = Math.max(0, ...sheets.map(({ entry }) => entry.compressedSize));
    this.totalBytes = Math.max(1, (strings?.compressedSize ?? 0) + largest);
    this.before = access.budget.compressed;
  }

  step(): ReadStep {
    const { totalBytes } = this;
    return { bytes: Math.min(totalBytes, this.access.budget.compressed - this.before), totalBytes };
  }
}
