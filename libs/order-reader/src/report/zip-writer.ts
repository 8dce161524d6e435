import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { gathered } from './gathered';

const VERSION = 20;
/** Sizes and CRC stand behind the data; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1980-01-01, the first day that an archive can tell: the same input gives the same bytes. */
const FIRST_DAY = 0x21;

/** Writes an archive as a stream, one entry after the other; of an entry no more than some 100 kB are held. */
export class ZipWriter {
  private readonly directory: Buffer[] = [];
  private entries = 0;
  private offset = 0;

  constructor(private readonly target: Writable) {}

  /** Adds an entry of the texts that `pieces` gives. */
  async add(name: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
    const start = this.offset;
    const nameBytes = Buffer.from(name, 'utf8');
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    writeCommon(local, 4, nameBytes.length);
    await this.write(Buffer.concat([local, nameBytes]));
    const sums = await this.deflate(pieces);
    const descriptor = Buffer.alloc(16);
    [0x08074b50, ...sums].forEach((value, i) => descriptor.writeUInt32LE(value, i * 4));
    await this.write(descriptor);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(VERSION, 4);
    writeCommon(entry, 6, nameBytes.length);
    sums.forEach((value, i) => entry.writeUInt32LE(value, 16 + i * 4));
    entry.writeUInt32LE(start, 42);
    this.directory.push(entry, nameBytes);
    this.entries++;
  }

  /** Writes the directory; the target is not ended. */
  async finish(): Promise<void> {
    const directory = Buffer.concat(this.directory);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.entries, 8);
    end.writeUInt16LE(this.entries, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(this.offset, 16);
    await this.write(Buffer.concat([directory, end]));
  }

  /** CRC, compressed and inflated size of what was written. */
  private async deflate(pieces: Iterable<string> | AsyncIterable<string>): Promise<[number, number, number]> {
    const deflate = createDeflateRaw();
    const before = this.offset;
    let crc = 0;
    let size = 0;
    const feed = async (): Promise<void> => {
      for await (const piece of gathered(pieces)) {
        const bytes = Buffer.from(piece, 'utf8');
        crc = crc32(bytes, crc);
        size += bytes.length;
        if (!deflate.write(bytes)) await once(deflate, 'drain');
      }
      deflate.end();
    };
    const fed = feed().catch((error: unknown) => {
      deflate.destroy(error instanceof Error ? error : new Error(String(error)));
    });
    for await (const chunk of deflate as AsyncIterable<Uint8Array>) await this.write(chunk);
    await fed;
    return [crc, this.offset - before, size];
  }

  private async write(bytes: Uint8Array): Promise<void> {
    this.offset += bytes.length;
    if (!this.target.write(bytes)) await once(this.target, 'drain');
  }
}

function writeCommon(header: Buffer, at: number, nameLength: number): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(FLAGS, at + 2);
  header.writeUInt16LE(DEFLATED, at + 4);
  header.writeUInt16LE(FIRST_DAY, at + 8);
  header.writeUInt16LE(nameLength, at + 22);
}
