import { corruptFile, OrderFileError } from '../order-file-error';
import type { ReadLimits } from '../read-limits';
import type { ByteSource } from '../source/byte-source';
import { findDirectory } from './zip-end-record';
import type { ZipEntry } from './zip-entry';

const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;
const ENCRYPTED = 1;
const ZIP64_EXTRA = 1;
const FILLED_32 = 0xffff_ffff;
const MAX_DIRECTORY_BYTES = 16 * 1024 * 1024;

/** The entries of an archive by part name: lower case, `/` between folders, none in front. */
export class ZipDirectory {
  private readonly byName = new Map<string, ZipEntry>();

  constructor(readonly entries: readonly ZipEntry[]) {
    for (const entry of entries) {
      const key = partKey(entry.name);
      if (this.byName.has(key)) throw corruptFile('a part of it is there twice');
      this.byName.set(key, entry);
    }
  }

  /** The entry of a part, whatever the case of its name. */
  find(part: string): ZipEntry | undefined {
    return this.byName.get(partKey(part));
  }
}

/**
 * Reads the central directory; undefined where the file is no archive. Junk before and after it is fine.
 * @throws OrderFileError `corrupt_file` (overlaps, duplicates, cut), `encrypted_file`, `archive_bomb` (too many
 * entries), `unsupported_format` (an unknown method of compression)
 */
export async function readZipDirectory(
  source: ByteSource,
  limits: ReadLimits,
): Promise<ZipDirectory | undefined> {
  const place = await findDirectory(source);
  if (place === undefined) return undefined;
  if (place.entries > limits.maxArchiveEntries || place.size > MAX_DIRECTORY_BYTES) {
    throw new OrderFileError('archive_bomb', 'The file is an archive of too many parts.', {
      limit: limits.maxArchiveEntries,
    });
  }
  const bytes = Buffer.from(await source.read(place.offset, place.size));
  if (bytes.length < place.size) throw corruptFile('its end is missing');
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < place.entries) {
    const entry = readEntry(bytes, at, place.shift);
    at = entry.next;
    if (!entry.value.name.endsWith('/')) entries.push(entry.value);
    else place.entries--;
  }
  refuseOverlaps(entries, place.offset);
  return new ZipDirectory(entries);
}

function partKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

function readEntry(bytes: Buffer, at: number, shift: number): { value: ZipEntry; next: number } {
  if (at + ENTRY_BYTES > bytes.length || bytes.readUInt32LE(at) !== ENTRY_SIGNATURE) {
    throw corruptFile('its table of contents is broken');
  }
  const nameEnd = at + ENTRY_BYTES + bytes.readUInt16LE(at + 28);
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
  const next = extraEnd + bytes.readUInt16LE(at + 32);
  if (next > bytes.length) throw corruptFile('its table of contents is broken');
  const name = bytes.toString('utf8', at + ENTRY_BYTES, nameEnd);
  const method = bytes.readUInt16LE(at + 10);
  const sizes = sizesOf(bytes, at, nameEnd, extraEnd);
  const value = { name, method, crc32: bytes.readUInt32LE(at + 16), ...sizes };
  if ((bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw encrypted();
  if (method !== 0 && method !== 8) {
    throw new OrderFileError(
      'unsupported_format',
      'The file is compressed in a way that spreadsheets do not use.',
    );
  }
  return { value: { ...value, headerOffset: sizes.headerOffset + shift }, next };
}

/** Sizes and offset of an entry; where 32 bits are too few they stand in the zip64 extra field. */
function sizesOf(
  bytes: Buffer,
  at: number,
  extraStart: number,
  extraEnd: number,
): Pick<ZipEntry, 'inflatedSize' | 'compressedSize' | 'headerOffset'> {
  const short = [bytes.readUInt32LE(at + 24), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
  let wide = extraStart;
  while (wide + 4 <= extraEnd && bytes.readUInt16LE(wide) !== ZIP64_EXTRA)
    wide += 4 + bytes.readUInt16LE(wide + 2);
  wide += 4;
  const [inflatedSize = 0, compressedSize = 0, headerOffset = 0] = short.map((value) => {
    if (value !== FILLED_32) return value;
    if (wide + 8 > extraEnd) throw corruptFile('its table of contents is broken');
    wide += 8;
    return Number(bytes.readBigUInt64LE(wide - 8));
  });
  return { inflatedSize, compressedSize, headerOffset };
}

function refuseOverlaps(entries: readonly ZipEntry[], directoryOffset: number): void {
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.headerOffset - b.headerOffset)) {
    if (entry.headerOffset < end) throw corruptFile('its parts overlap');
    end = entry.headerOffset + LOCAL_HEADER_BYTES + entry.compressedSize;
  }
  if (end > directoryOffset) throw corruptFile('its parts overlap');
}

function encrypted(): OrderFileError {
  return new OrderFileError('encrypted_file', 'The file is protected by a password. Save it without one.');
}
