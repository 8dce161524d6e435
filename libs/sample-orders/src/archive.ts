import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';

interface Entry {
  name: Buffer;
  crc: number;
  size: number;
  compressedSize: number;
  offset: number;
}

const DEFLATE = 8;
const VERSION = 20;

/** Writes a zip archive into memory (APPNOTE 6.3), compressing each part piece by piece. */
export class Archive {
  private readonly chunks: Buffer[] = [];
  private readonly entries: Entry[] = [];
  private length = 0;

  /** Adds a part whose text comes in pieces. */
  async add(name: string, pieces: Iterable<string>): Promise<void> {
    const deflate = createDeflateRaw({ level: 6 });
    const compressed: Buffer[] = [];
    deflate.on('data', (chunk: Buffer) => compressed.push(chunk));
    const ended = once(deflate, 'end');
    const entry: Entry = { name: Buffer.from(name), crc: 0, size: 0, compressedSize: 0, offset: this.length };
    for (const piece of pieces) {
      const bytes = Buffer.from(piece);
      entry.crc = crc32(bytes, entry.crc);
      entry.size += bytes.length;
      if (!deflate.write(bytes)) await once(deflate, 'drain');
    }
    deflate.end();
    await ended;
    entry.compressedSize = compressed.reduce((sum, chunk) => sum + chunk.length, 0);
    this.entries.push(entry);
    this.push(localHeader(entry), ...compressed);
  }

  /** The whole file. */
  bytes(): Buffer {
    const start = this.length;
    this.push(...this.entries.map(directoryHeader));
    this.push(endRecord(this.entries.length, this.length - start, start));
    return Buffer.concat(this.chunks);
  }

  private push(...chunks: Buffer[]): void {
    for (const chunk of chunks) {
      this.chunks.push(chunk);
      this.length += chunk.length;
    }
  }
}

/** The fields that local and directory headers share: versions, flags, method, time, CRC, sizes. */
function writeShared(header: Buffer, at: number, entry: Entry): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(DEFLATE, at + 4);
  header.writeUInt16LE((1 << 5) | 1, at + 8);
  header.writeUInt32LE(entry.crc, at + 10);
  header.writeUInt32LE(entry.compressedSize, at + 14);
  header.writeUInt32LE(entry.size, at + 18);
  header.writeUInt16LE(entry.name.length, at + 22);
}

function localHeader(entry: Entry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  writeShared(header, 4, entry);
  return Buffer.concat([header, entry.name]);
}

function directoryHeader(entry: Entry): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(VERSION, 4);
  writeShared(header, 6, entry);
  header.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([header, entry.name]);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
