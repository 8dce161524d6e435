/** What one file may cost. Bytes are bytes, rows are rows below the first one of the sheet. */
export interface ReadLimits {
  /** Size of the file itself. */
  readonly maxFileBytes: number;
  /** Rows of a worksheet, blank ones included. */
  readonly maxSheetRows: number;
  /** Records of a text file. */
  readonly maxTextRows: number;
  /** Bytes inflated from an archive, all parts that are read together. */
  readonly maxInflatedBytes: number;
  /** Inflated bytes for each compressed one; looked at above `ratioFreeBytes` only. */
  readonly maxInflateRatio: number;
  /** Inflated bytes below which any ratio is fine. */
  readonly ratioFreeBytes: number;
  /** Entries of an archive. */
  readonly maxArchiveEntries: number;
  /** Inflated bytes of a part that is held in memory whole (workbook, relations, styles). */
  readonly maxPartBytes: number;
  /** Bytes of all shared strings and of all product names and order numbers. */
  readonly maxTextBytes: number;
  /** Bytes of the XML of one row, or of one record of a text file. */
  readonly maxRowBytes: number;
  /** Distinct product names, and distinct order numbers. */
  readonly maxProducts: number;
  /** Size of a file in a format that is held in memory whole (.xls, .xlsb, .ods). */
  readonly maxWholeFileBytes: number;
  /** Inflated bytes of such a file. */
  readonly maxWholeInflatedBytes: number;
}

const MIB = 1024 * 1024;

/** The limits in force where nothing else is said. */
export const DEFAULT_READ_LIMITS: ReadLimits = {
  maxFileBytes: 200 * MIB,
  maxSheetRows: 1_048_576,
  maxTextRows: 5_000_000,
  maxInflatedBytes: 4096 * MIB,
  maxInflateRatio: 200,
  ratioFreeBytes: 100 * MIB,
  maxArchiveEntries: 10_000,
  maxPartBytes: 16 * MIB,
  maxTextBytes: 160 * MIB,
  maxRowBytes: 8 * MIB,
  maxProducts: 2_000_000,
  maxWholeFileBytes: 24 * MIB,
  maxWholeInflatedBytes: 160 * MIB,
};
