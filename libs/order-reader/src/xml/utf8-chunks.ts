// The type alone: at run time the module would load much that no file needs.
import type { TextDecoder as Decoder } from 'node:util';
import { corruptFile } from '../order-file-error';

/** The chunks of an XML part as UTF-8 without a byte order mark, whatever encoding the part declares. */
export async function* utf8Chunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: Decoder | undefined;
  let first = true;
  for await (const chunk of chunks) {
    let rest = chunk;
    if (first) {
      const found = encodingOf(chunk);
      rest = chunk.subarray(found.skip);
      if (found.label !== 'utf-8') decoder = decoderFor(found.label);
      first = false;
    }
    yield decoder === undefined ? rest : Buffer.from(decoder.decode(rest, { stream: true }), 'utf8');
  }
  if (decoder !== undefined) yield Buffer.from(decoder.decode(), 'utf8');
}

/** By mark, by the zeros of UTF-16, or else by the XML declaration. */
function encodingOf(head: Uint8Array): { label: string; skip: number } {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { label: 'utf-8', skip: 3 };
  if (a === 0xff && b === 0xfe) return { label: 'utf-16le', skip: 2 };
  if (a === 0xfe && b === 0xff) return { label: 'utf-16be', skip: 2 };
  if (a === 0x3c && b === 0) return { label: 'utf-16le', skip: 0 };
  if (a === 0 && b === 0x3c) return { label: 'utf-16be', skip: 0 };
  const declaration = Buffer.from(head.subarray(0, 200)).toString('latin1');
  const declared =
    /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(declaration)?.[1] ?? 'utf-8';
  return { label: /^utf-?8$|^(us-)?ascii$/i.test(declared) ? 'utf-8' : declared, skip: 0 };
}

function decoderFor(label: string): Decoder {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch (cause) {
    throw corruptFile(`its encoding “${label}” is not known`, cause);
  }
}
