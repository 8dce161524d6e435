/** One entry of an archive as its central directory tells it. */
export interface ZipEntry {
  /** Name as written, in the archive's own case. */
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly inflatedSize: number;
  /** Where the local header starts in the file. */
  readonly headerOffset: number;
}
