import type { TransformOptions } from 'node:stream';
import { crc32, createGunzip, type Gunzip, inflateRawSync, type ZlibOptions } from 'node:zlib';
import { corruptFile, OrderFileError } from '../order-file-error';
import type { ReadLimits } from '../read-limits';
import type { ByteSource } from '../source/byte-source';
import { letGo } from './inflated-buffers';
import type { ZipEntry } from './zip-entry';

/** Bytes inflated at once: long enough that the inflater seldom waits until the scanner has a turn for it. */
const CHUNK_BYTES = 1024 * 1024;
/** Chunks that may wait for the scanner. */
const CHUNKS_AHEAD = 2;
/** Bytes handed on at once: after each, others get a turn of the event loop. */
const SLICE_BYTES = 256 * 1024;
const READ_BYTES = 512 * 1024;
const INFLATE_OPTIONS: ZlibOptions & TransformOptions = {
  chunkSize: CHUNK_BYTES,
  // One chunk at a time: otherwise all that are waiting would be copied into one.
  readableObjectMode: true,
  readableHighWaterMark: CHUNKS_AHEAD,
};
const SMALL_BYTES = 512 * 1024;
const LOCAL_HEADER_BYTES = 30;
const LOCAL_SIGNATURE = 0x04034b50;
const GZIP_HEADER = Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

/** What has been read of an archive so far, over all entries, against what is allowed. */
export class InflateBudget {
  compressed = 0;
  inflated = 0;

  constructor(private readonly limits: ReadLimits) {}

  /** Counts a chunk. @throws OrderFileError `archive_bomb` */
  count(inflated: number): void {
    this.inflated += inflated;
    const { maxInflatedBytes, maxInflateRatio, ratioFreeBytes } = this.limits;
    const bomb = this.inflated > ratioFreeBytes && this.inflated > this.compressed * maxInflateRatio;
    if (!bomb && this.inflated <= maxInflatedBytes) return;
    const message = 'The file is far larger inside than an order sheet can be. It is not read any further.';
    throw new OrderFileError('archive_bomb', message, { limit: maxInflatedBytes });
  }
}

/**
 * The inflated bytes of an entry, in chunks, checked against its CRC, its size and the budget.
 * The next chunk is inflated on zlib's thread pool while this one is being looked at.
 */
export async function* entryChunks(
  source: ByteSource,
  entry: ZipEntry,
  budget: InflateBudget,
): AsyncGenerator<Uint8Array> {
  const start = await dataStart(source, entry);
  const chunks = chunksOf(source, entry, start, budget);
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    budget.count(chunk.length);
    if (size > entry.inflatedSize) break;
    yield chunk;
  }
  if (size !== entry.inflatedSize) throw corruptFile('a part of it has not the size that it should have');
}

function chunksOf(
  source: ByteSource,
  entry: ZipEntry,
  start: number,
  budget: InflateBudget,
): AsyncGenerator<Uint8Array> {
  if (entry.method === 0) return storedChunks(source, entry, start, budget);
  const small = entry.inflatedSize <= SMALL_BYTES && entry.compressedSize <= SMALL_BYTES;
  return small ? inflatedAtOnce(source, entry, start, budget) : inflatedChunks(source, entry, start, budget);
}

async function dataStart(source: ByteSource, entry: ZipEntry): Promise<number> {
  const header = Buffer.from(await source.read(entry.headerOffset, LOCAL_HEADER_BYTES));
  if (header.length < LOCAL_HEADER_BYTES || header.readUInt32LE(0) !== LOCAL_SIGNATURE) {
    throw corruptFile('a part of it is not where it should be');
  }
  return entry.headerOffset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function* storedChunks(
  source: ByteSource,
  entry: ZipEntry,
  start: number,
  budget: InflateBudget,
): AsyncGenerator<Uint8Array> {
  let crc = 0;
  for await (const chunk of rawChunks(source, entry, start)) {
    crc = crc32(chunk, crc);
    budget.compressed += chunk.length;
    yield chunk;
  }
  if (crc !== entry.crc32) throw corruptFile('a part of it has changed on the way');
}

/** The bytes of an entry as they stand, in two buffers in turn: one is the consumer's while the other is filled. */
async function* rawChunks(source: ByteSource, entry: ZipEntry, start: number): AsyncGenerator<Uint8Array> {
  const buffers = [new Uint8Array(READ_BYTES), new Uint8Array(READ_BYTES)];
  for (let at = 0; at < entry.compressedSize;) {
    const [target = new Uint8Array(0)] = buffers.splice(0, 1);
    const wanted = Math.min(READ_BYTES, entry.compressedSize - at);
    const chunk = await source.readInto(target.subarray(0, wanted), start + at);
    if (chunk.length === 0) throw corruptFile('its end is missing');
    at += chunk.length;
    buffers.push(target);
    yield chunk;
  }
}

/** A small entry, inflated in one go and no further than it claims to be: a stream would take longer to set up. */
async function* inflatedAtOnce(
  source: ByteSource,
  entry: ZipEntry,
  start: number,
  budget: InflateBudget,
): AsyncGenerator<Uint8Array> {
  const deflated = await source.read(start, entry.compressedSize);
  if (deflated.length < entry.compressedSize) throw corruptFile('its end is missing');
  const inflated = inflateRawSync(deflated, { maxOutputLength: Math.max(1, entry.inflatedSize) });
  if (crc32(inflated) !== entry.crc32) throw corruptFile('a part of it has changed on the way');
  budget.compressed += deflated.length;
  yield inflated;
}

/**
 * Deflated data is handed to zlib as a gzip file: with a header in front, and the CRC and size of the directory
 * behind, so that zlib checks both itself, while the bytes are still in the processor's cache.
 */
async function* inflatedChunks(
  source: ByteSource,
  entry: ZipEntry,
  start: number,
  budget: InflateBudget,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip(INFLATE_OPTIONS);
  const before = budget.compressed;
  feed(gunzip, source, entry, start).catch((error: unknown) => {
    gunzip.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
      budget.compressed = before + gunzip.bytesWritten;
      for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
        yield chunk.subarray(at, at + SLICE_BYTES);
        await new Promise(setImmediate);
      }
      letGo(chunk);
    }
  } finally {
    gunzip.destroy();
  }
}

async function feed(gunzip: Gunzip, source: ByteSource, entry: ZipEntry, start: number): Promise<void> {
  gunzip.write(GZIP_HEADER);
  let before = Promise.resolve();
  for await (const chunk of rawChunks(source, entry, start)) {
    if (gunzip.destroyed) return;
    const written = new Promise<void>((resolve) => {
      gunzip.write(chunk, () => resolve());
    });
    // The buffer of the chunk before is filled next: the inflater must be done with it.
    await before;
    before = written;
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(entry.crc32, 0);
  trailer.writeUInt32LE(entry.inflatedSize % 2 ** 32, 4);
  gunzip.end(trailer);
}
