import { isUtf8 } from 'node:buffer';
import type { ByteSource } from '../source/byte-source';

/** How a text file's bytes are to be understood; `skip` is the length of its byte order mark. */
export interface TextEncoding {
  readonly label: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  readonly skip: number;
}

/** Bytes that tell the encoding of a file that is only looked at. */
const HEAD_BYTES = 1024 * 1024;
const CHUNK_BYTES = 128 * 1024;

/** By mark, by the zeros of UTF-16, or else UTF-8 if the whole file is, and Windows-1252 if it is not. */
export function findEncoding(source: ByteSource): Promise<TextEncoding> {
  return encodingOf(source, source.size);
}

/** The same by the first megabyte alone: for a look at the head of a file. */
export function findHeadEncoding(source: ByteSource): Promise<TextEncoding> {
  return encodingOf(source, Math.min(source.size, HEAD_BYTES));
}

async function encodingOf(source: ByteSource, checked: number): Promise<TextEncoding> {
  const head = await source.read(0, 1024);
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { label: 'utf-8', skip: 3 };
  if (a === 0xff && b === 0xfe) return { label: 'utf-16le', skip: 2 };
  if (a === 0xfe && b === 0xff) return { label: 'utf-16be', skip: 2 };
  const zero = head.indexOf(0);
  if (zero >= 0) return { label: zero % 2 === 1 ? 'utf-16le' : 'utf-16be', skip: 0 };
  return { label: (await isAllUtf8(source, checked)) ? 'utf-8' : 'windows-1252', skip: 0 };
}

async function isAllUtf8(source: ByteSource, checked: number): Promise<boolean> {
  const target = new Uint8Array(CHUNK_BYTES);
  for (let at = 0; at < checked;) {
    const chunk = await source.readInto(target, at);
    if (chunk.length === 0) return true;
    const whole = at + chunk.length >= source.size ? chunk.length : wholeCharacters(chunk);
    if (whole === 0 || !isUtf8(chunk.subarray(0, whole))) return false;
    at += whole;
  }
  return true;
}

/** Length of the chunk without a character that is cut at its end. */
function wholeCharacters(chunk: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= chunk.length; back++) {
    const byte = chunk[chunk.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? chunk.length - back : chunk.length;
  }
  return chunk.length;
}

/** A piece of a text file in UTF-8, and how many bytes of the file have been read with it. */
export interface TextChunk {
  readonly bytes: Uint8Array;
  readonly read: number;
}

/**
 * The file in UTF-8 without its mark, a chunk at a time: it is the consumer's until it asks for the next one.
 * The next one is read into another buffer while this one is looked at.
 */
export async function* textChunks(
  source: ByteSource,
  { label, skip }: TextEncoding,
): AsyncGenerator<TextChunk> {
  const decoder = label === 'utf-8' ? undefined : new TextDecoder(label);
  let [target, other] = [new Uint8Array(CHUNK_BYTES), new Uint8Array(CHUNK_BYTES)];
  let next = source.readInto(target, skip);
  for (let at = skip; at < source.size;) {
    const chunk = await next;
    if (chunk.length === 0) break;
    at += chunk.length;
    [target, other] = [other, target];
    next = source.readInto(target, at);
    next.catch(() => undefined);
    const bytes =
      decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
    yield { bytes, read: at };
  }
  if (decoder !== undefined) yield { bytes: Buffer.from(decoder.decode(), 'utf8'), read: source.size };
}
