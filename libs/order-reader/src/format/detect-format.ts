import { OrderFileError } from '../order-file-error';
import type { ReadLimits } from '../read-limits';
import type { ByteSource } from '../source/byte-source';
import { readZipDirectory, type ZipDirectory } from '../archive/zip-directory';

const HEAD_BYTES = 64 * 1024;

/** What a file is by its content: an archive comes with its directory, so that it is read once only. */
export type FoundFormat =
  | { readonly kind: 'archive'; readonly directory: ZipDirectory }
  | { readonly kind: 'xls' }
  | { readonly kind: 'text' };

/** Tells archive, old workbook and text apart. @throws OrderFileError `unsupported_format`, `encrypted_file` … */
export async function findFormat(source: ByteSource, limits: ReadLimits): Promise<FoundFormat> {
  const head = Buffer.from(await source.read(0, HEAD_BYTES));
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) {
    await refuseEncryptedCompound(source);
    return { kind: 'xls' };
  }
  if (isBareBiff(head)) return { kind: 'xls' };
  if (!startsWith(head, 0x50, 0x4b) && isText(head)) {
    refuseMarkup(head);
    return { kind: 'text' };
  }
  const directory = await readZipDirectory(source, limits);
  if (directory !== undefined) return { kind: 'archive', directory };
  if (startsWith(head, 0x50, 0x4b, 3, 4))
    throw new OrderFileError('corrupt_file', 'The file is cut off. Send it again.');
  throw unsupported();
}

/** A file that is none of the formats that can be read. */
export function unsupported(): OrderFileError {
  const message =
    'This is no order sheet that can be read. Send a file of the kind .xlsx, .xlsm, .xls, .xlsb, .ods or .csv.';
  return new OrderFileError('unsupported_format', message);
}

function startsWith(head: Buffer, ...bytes: number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}

/** Excel 2 to 4 wrote its records without a compound file around them. */
function isBareBiff(head: Buffer): boolean {
  return head[0] === 0x09 && [0x00, 0x02, 0x04, 0x08].includes(head[1] ?? -1) && head[3] === 0x00;
}

/** Text has no control characters but white space; UTF-16 without a mark has its zeros on one side. */
function isText(head: Buffer): boolean {
  if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)) return true;
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) {
    const byte = head[i] ?? 0;
    if (byte === 0) zeros[i & 1] = (zeros[i & 1] ?? 0) + 1;
    else if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c) return false;
  }
  const [even = 0, odd = 0] = zeros;
  return even + odd === 0 || (Math.min(even, odd) === 0 && Math.max(even, odd) * 4 > head.length);
}

/** A web page or XML named as a workbook, as some shops export it. */
function refuseMarkup(head: Buffer): void {
  const start = head
    .toString('latin1', 0, 512)
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .trimStart()
    .toLowerCase();
  if (/^(<!doctype|<html|<\?xml|<table|\{\\rtf|%pdf-)/.test(start)) throw unsupported();
}

async function refuseEncryptedCompound(source: ByteSource): Promise<void> {
  const name = Buffer.from('EncryptedPackage', 'utf16le');
  const limit = 4 * 1024 * 1024;
  const ends =
    source.size <= 2 * limit
      ? [[0, source.size]]
      : [
          [0, limit],
          [source.size - limit, limit],
        ];
  for (const [offset = 0, length = 0] of ends) {
    if (!Buffer.from(await source.read(offset, length)).includes(name)) continue;
    throw new OrderFileError('encrypted_file', 'The file is protected by a password. Save it without one.');
  }
}
