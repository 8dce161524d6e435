import { once } from 'node:events';
import type { FileHandle } from 'node:fs/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

/**
 * A zip writer of its own, so that a sample never comes out of code that is being measured. Sizes stand in the local
 * headers, and shared strings before the sheet: the layout that streaming readers can use best.
 */
export class SampleZip {
  private readonly directory: Buffer[] = [];
  private readonly file: FileHandle;
  private offset = 0;

  constructor(file: FileHandle) {
    this.file = file;
  }

  async add(name: string, texts: Iterable<string>): Promise<void> {
    const start = this.offset;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    await this.put(Buffer.concat([local, Buffer.from(name)]));
    const sums = await this.deflate(texts);
    sums.forEach((value, i) => local.writeUInt32LE(value, 14 + i * 4));
    await this.file.write(local, 0, local.length, start);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(8, 10);
    sums.forEach((value, i) => entry.writeUInt32LE(value, 16 + i * 4));
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(start, 42);
    this.directory.push(entry, Buffer.from(name));
  }

  async end(): Promise<void> {
    const directory = Buffer.concat(this.directory);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.directory.length / 2, 8);
    end.writeUInt16LE(this.directory.length / 2, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(this.offset, 16);
    await this.put(directory);
    await this.put(end);
  }

  /** CRC, compressed and inflated size. */
  private async deflate(texts: Iterable<string>): Promise<[number, number, number]> {
    const stream = createDeflateRaw({ level: 6 });
    const before = this.offset;
    let crc = 0;
    let size = 0;
    const feed = async (): Promise<void> => {
      for (const text of texts) {
        const bytes = Buffer.from(text);
        crc = crc32(bytes, crc);
        size += bytes.length;
        if (!stream.write(bytes)) await once(stream, 'drain');
      }
      stream.end();
    };
    const fed = feed();
    for await (const chunk of stream as AsyncIterable<Uint8Array>) await this.put(chunk);
    await fed;
    return [crc, this.offset - before, size];
  }

  private async put(bytes: Uint8Array): Promise<void> {
    await this.file.write(bytes, 0, bytes.length, this.offset);
    this.offset += bytes.length;
  }
}
