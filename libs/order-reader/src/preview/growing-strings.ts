import { entryChunks } from '../archive/entry-chunks';
import type { ZipEntry } from '../archive/zip-entry';
import { TextArena } from '../metrics/text-arena';
import type { CellTexts } from '../xlsx/cell-value';
import { SharedStrings } from '../xlsx/shared-strings';
import type { PartsAccess } from '../xlsx/workbook-parts';
import { utf8Chunks } from '../xml/utf8-chunks';

/** Shared strings that are read no further than cells ask for. */
export class GrowingStrings implements CellTexts {
  private readonly strings: SharedStrings;
  private readonly chunks: AsyncGenerator<Uint8Array> | undefined;
  private wanted = -1;
  private ended: boolean;

  constructor(access: PartsAccess, entry: ZipEntry | undefined) {
    const { limits } = access;
    this.strings = new SharedStrings(new TextArena(limits.maxTextBytes), limits.maxRowBytes);
    this.ended = entry === undefined;
    if (entry !== undefined) this.chunks = utf8Chunks(entryChunks(access.source, entry, access.budget));
  }

  /** How many there are; as long as that is not known, any number may be one. */
  get count(): number {
    return this.ended ? this.strings.count : Infinity;
  }

  /** A text; one that is not read yet is blank, and `grow` must be called. */
  text(index: number): string {
    if (index < this.strings.count) return this.strings.text(index);
    this.wanted = Math.max(this.wanted, index);
    return '';
  }

  /** Reads on until every text that was asked for is there; false when there was no need to. */
  async grow(): Promise<boolean> {
    const { wanted } = this;
    if (wanted < this.strings.count) return false;
    while (!this.ended && wanted >= this.strings.count) {
      const next = await this.chunks?.next();
      if (next?.done === false) this.strings.push(next.value);
      else {
        this.strings.finish();
        this.ended = true;
      }
    }
    this.wanted = -1;
    return true;
  }

  /** Lets go of the part. */
  async close(): Promise<void> {
    await this.chunks?.return(undefined);
  }
}
