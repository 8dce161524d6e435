import { corruptFile } from '../order-file-error';
import type { ByteSource } from '../source/byte-source';

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const END64_SIGNATURE = 0x06064b50;
const LOCATOR64_SIGNATURE = 0x07064b50;
const LOCATOR64_BYTES = 20;
const END64_BYTES = 56;
const FIRST_TAIL_BYTES = 66 * 1024;
const LAST_TAIL_BYTES = 1024 * 1024;

/** Where the central directory is; `shift` is what junk before the archive adds to every offset in it. */
export interface DirectoryPlace {
  offset: number;
  size: number;
  entries: number;
  shift: number;
}

/** Looks for the end record from the end of the file backwards; undefined where there is none. */
export async function findDirectory(source: ByteSource): Promise<DirectoryPlace | undefined> {
  for (const length of [FIRST_TAIL_BYTES, LAST_TAIL_BYTES]) {
    const start = Math.max(0, source.size - length);
    const tail = Buffer.from(await source.read(start, length));
    const place = await searchTail(source, tail, start);
    if (place !== undefined || start === 0) return place;
  }
  return undefined;
}

async function searchTail(
  source: ByteSource,
  tail: Buffer,
  start: number,
): Promise<DirectoryPlace | undefined> {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    at = tail.lastIndexOf('PK\x05\x06', at, 'latin1');
    if (at < 0) return undefined;
    if (tail.readUInt32LE(at) !== END_SIGNATURE) continue;
    const place = (await placeByEnd64(source, start + at)) ?? placeByEnd(tail, at, start + at);
    if (place.offset >= 0 && place.shift >= 0) return place;
  }
  return undefined;
}

function placeByEnd(tail: Buffer, at: number, end: number): DirectoryPlace {
  const entries = tail.readUInt16LE(at + 10);
  const size = tail.readUInt32LE(at + 12);
  const offset = end - size;
  return { offset, size, entries, shift: offset - tail.readUInt32LE(at + 16) };
}

/** The zip64 end record, found by its locator just before the end record. */
async function placeByEnd64(source: ByteSource, end: number): Promise<DirectoryPlace | undefined> {
  if (end < LOCATOR64_BYTES + END64_BYTES) return undefined;
  const locator = Buffer.from(await source.read(end - LOCATOR64_BYTES, LOCATOR64_BYTES));
  if (locator.readUInt32LE(0) !== LOCATOR64_SIGNATURE) return undefined;
  const claimed = Number(locator.readBigUInt64LE(8));
  for (const at of [claimed, end - LOCATOR64_BYTES - END64_BYTES]) {
    const record = Buffer.from(await source.read(at, END64_BYTES));
    if (record.length < END64_BYTES || record.readUInt32LE(0) !== END64_SIGNATURE) continue;
    const size = Number(record.readBigUInt64LE(40));
    const offset = at - size;
    const shift = offset - Number(record.readBigUInt64LE(48));
    return { offset, size, entries: Number(record.readBigUInt64LE(32)), shift };
  }
  throw corruptFile('its table of contents is broken');
}
