import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of an archive made for a test, and what is to be odd about it. */
export interface ZipPart {
  readonly name: string;
  readonly data: string | Uint8Array;
  readonly stored?: boolean;
  /** Sizes and CRC only behind the data. */
  readonly descriptor?: boolean;
  readonly zip64?: boolean;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  /** Inflated size that the directory claims. */
  readonly claimedSize?: number;
  /** Takes the place of the local header's offset. */
  readonly offset?: number;
}

/** Writes an archive byte by byte, without any code that is under test. */
export function zipFile(parts: readonly ZipPart[], { before = '', after = '' } = {}): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const { local, entry } = zipPart(part, offset);
    body.push(local);
    directory.push(entry);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  const end64 = parts.some(({ zip64 }) => zip64)
    ? zip64End(parts.length, central.length, offset)
    : Buffer.alloc(0);
  return Buffer.concat([Buffer.from(before), ...body, central, end64, end, Buffer.from(after)]);
}

function zipPart(part: ZipPart, offset: number): { local: Buffer; entry: Buffer } {
  const name = Buffer.from(part.name);
  const data = Buffer.from(part.data);
  const packed = part.stored ? data : deflateRawSync(data);
  const method = part.method ?? (part.stored ? 0 : 8);
  const flags = (part.flags ?? 0) | (part.descriptor ? 8 : 0);
  const sums = [part.crc ?? crc32(data), packed.length, part.claimedSize ?? data.length];
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(flags, 6);
  local.writeUInt16LE(method, 8);
  if (!part.descriptor) sums.forEach((value, i) => local.writeUInt32LE(value, 14 + i * 4));
  local.writeUInt16LE(name.length, 26);
  const extra = part.zip64 ? zip64Extra(sums, offset) : Buffer.alloc(0);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(sums[0]!, 16);
  entry.writeUInt32LE(part.zip64 ? 0xffffffff : sums[1]!, 20);
  entry.writeUInt32LE(part.zip64 ? 0xffffffff : sums[2]!, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt16LE(extra.length, 30);
  entry.writeUInt32LE(part.zip64 ? 0xffffffff : (part.offset ?? offset), 42);
  return {
    local: Buffer.concat([local, name, packed, part.descriptor ? descriptor(sums) : Buffer.alloc(0)]),
    entry: Buffer.concat([entry, name, extra]),
  };
}

function descriptor(sums: readonly number[]): Buffer {
  const bytes = Buffer.alloc(16);
  [0x08074b50, ...sums].forEach((value, i) => bytes.writeUInt32LE(value, i * 4));
  return bytes;
}

function zip64Extra([, compressed = 0, inflated = 0]: readonly number[], offset: number): Buffer {
  const bytes = Buffer.alloc(28);
  bytes.writeUInt16LE(1, 0);
  bytes.writeUInt16LE(24, 2);
  [inflated, compressed, offset].forEach((value, i) => bytes.writeBigUInt64LE(BigInt(value), 4 + i * 8));
  return bytes;
}

function zip64End(entries: number, size: number, offset: number): Buffer {
  const bytes = Buffer.alloc(76);
  bytes.writeUInt32LE(0x06064b50, 0);
  bytes.writeBigUInt64LE(44n, 4);
  bytes.writeBigUInt64LE(BigInt(entries), 24);
  bytes.writeBigUInt64LE(BigInt(entries), 32);
  bytes.writeBigUInt64LE(BigInt(size), 40);
  bytes.writeBigUInt64LE(BigInt(offset), 48);
  bytes.writeUInt32LE(0x07064b50, 56);
  bytes.writeBigUInt64LE(BigInt(offset + size), 64);
  bytes.writeUInt32LE(1, 72);
  return bytes;
}
