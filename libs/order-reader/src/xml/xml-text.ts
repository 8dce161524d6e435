import { corruptFile } from '../order-file-error';

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes up to which making a string character by character is the fastest. */
const SHORT_BYTES = 32;

/** The text of a range of bytes: UTF-8 decoded, line ends as XML has them, references replaced unless told not to. */
export function decodeXmlText(bytes: Uint8Array, start: number, end: number, references = true): string {
  const short = end - start <= SHORT_BYTES ? shortText(bytes, start, end) : undefined;
  if (short !== undefined) return short;
  const raw = decodeUtf8(bytes.subarray(start, end));
  const lines = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!references || !lines.includes('&')) return lines;
  return lines.replace(/&([^;&]{0,12});?/g, (all: string, name: string) => {
    const char = all.endsWith(';') ? (NAMED[name] ?? numbered(name)) : undefined;
    if (char === undefined) throw corruptFile(`it refers to “${all.slice(0, 20)}”, which is not defined`);
    return char;
  });
}

/** Replaces the `_xHHHH_` escapes of spreadsheets, by which they write characters that XML cannot hold. */
export function unescapeSheetText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** Short texts seen last, by their hash: most come again and again. */
const RECENT_TEXTS = 1024;
const recent: string[] = Array.from({ length: RECENT_TEXTS }, () => '');

/** The text of a few bytes that stand for themselves; undefined where others are among them. */
function shortText(bytes: Uint8Array, start: number, end: number): string | undefined {
  let hash = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 0x80 || byte === 0x26 || byte === 0x0d) return undefined;
    hash = (Math.imul(hash, 31) + byte) | 0;
  }
  const slot = (hash ^ (hash >>> 10)) & (RECENT_TEXTS - 1);
  const known = recent[slot] ?? '';
  if (isTextOf(known, bytes, start, end)) return known;
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i] ?? 0);
  recent[slot] = text;
  return text;
}

function isTextOf(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw corruptFile('it holds text that is not Unicode', cause);
  }
}

function numbered(name: string): string | undefined {
  const match = /^#(?:(\d{1,7})|[xX]([0-9A-Fa-f]{1,6}))$/.exec(name);
  if (match === null) return undefined;
  const code = match[1] === undefined ? parseInt(match[2] ?? '', 16) : Number(match[1]);
  return code === 0 || code > 0x10ffff ? undefined : String.fromCodePoint(code);
}
