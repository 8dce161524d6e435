import { type FileHandle, open } from 'node:fs/promises';
import { OrderFileError } from '../order-file-error';

/** A file that is read at any place: the path of one on disk, or its bytes in memory. */
export type OrderSource = string | Uint8Array;

/** Random access to the bytes of an order file. */
export interface ByteSource {
  /** Bytes in all. */
  readonly size: number;
  /** Up to `length` bytes from `offset`, in memory of their own or of the source; fewer only at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** The same, as many as fit `target`: they are in it unless they are in memory already. No memory is taken. */
  readInto(target: Uint8Array, offset: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

const SMALL_BYTES = 2 * 1024 * 1024;

/** Opens an order file. @throws OrderFileError `file_missing`, `empty_file`, `too_large` */
export async function openSource(source: OrderSource, maxBytes: number): Promise<ByteSource> {
  const opened = typeof source === 'string' ? await openFile(source) : new MemorySource(source);
  if (opened.size > 0 && opened.size <= maxBytes) return opened;
  await opened.close();
  if (opened.size === 0) throw new OrderFileError('empty_file', 'The file is empty.');
  const megabytes = Math.floor(maxBytes / 1_048_576);
  throw new OrderFileError('too_large', `The file is larger than ${megabytes} MB.`, { limit: maxBytes });
}

async function openFile(path: string): Promise<ByteSource> {
  try {
    const file = await open(path, 'r');
    const source = new FileSource(file, (await file.stat()).size);
    return source.size <= SMALL_BYTES ? await inMemory(source) : source;
  } catch (cause) {
    throw new OrderFileError('file_missing', 'The file is not there any more.', undefined, undefined, {
      cause,
    });
  }
}

/** Reads a small file at once: its parts then come without a way to the disk for each. */
async function inMemory(source: ByteSource): Promise<ByteSource> {
  try {
    return new MemorySource(await source.read(0, source.size));
  } finally {
    await source.close();
  }
}

class FileSource implements ByteSource {
  constructor(
    private readonly file: FileHandle,
    readonly size: number,
  ) {}

  read(offset: number, length: number): Promise<Uint8Array> {
    return this.readInto(new Uint8Array(Math.max(0, Math.min(length, this.size - offset))), offset);
  }

  async readInto(target: Uint8Array, offset: number): Promise<Uint8Array> {
    let filled = 0;
    while (filled < target.length) {
      const { bytesRead } = await this.file.read(target, filled, target.length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return target.subarray(0, filled);
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

class MemorySource implements ByteSource {
  readonly size: number;

  constructor(private readonly bytes: Uint8Array) {
    this.size = bytes.length;
  }

  /** Comes back by way of the event loop, as a file does: whoever waits for a turn (an abort) gets it. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    await new Promise(setImmediate);
    return this.bytes.subarray(offset, offset + length);
  }

  readInto(target: Uint8Array, offset: number): Promise<Uint8Array> {
    return this.read(offset, target.length);
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }
}
