import { corruptFile, OrderFileError } from '../order-file-error';
import { entryChunks, type InflateBudget } from '../archive/entry-chunks';
import type { ZipEntry } from '../archive/zip-entry';
import type { ByteSource } from '../source/byte-source';
import { utf8Chunks } from './utf8-chunks';
import { XmlReader } from './xml-reader';

/** Reads a small part whole. @throws OrderFileError `archive_bomb` when it is not small */
export async function readXmlPart(
  source: ByteSource,
  entry: ZipEntry,
  budget: InflateBudget,
  maxBytes: number,
): Promise<XmlReader> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of utf8Chunks(entryChunks(source, entry, budget))) {
    size += chunk.length;
    if (size > maxBytes)
      throw new OrderFileError('archive_bomb', 'A part of the file is far too large.', { limit: maxBytes });
    chunks.push(chunk);
  }
  return new XmlReader(Buffer.concat(chunks), 0, size);
}

/** An opened element of a small part: where it stands, and how to ask for its attributes. */
export interface OpenedElement {
  readonly name: string;
  /** Local names of the elements around it, the root first. */
  readonly path: readonly string[];
  readonly attribute: (name: string) => string | undefined;
}

/** Every element of a small part as it opens. @throws OrderFileError `corrupt_file` where tags do not match */
export function* elements(reader: XmlReader): Generator<OpenedElement> {
  const path: string[] = [];
  for (let token = reader.next(); token !== 'more'; token = reader.next()) {
    if (token === 'open') {
      const { name } = reader;
      yield { name, path, attribute: (key) => reader.attribute(key) };
      if (!reader.closesItself()) path.push(name);
    } else if (token === 'close' && path.pop() !== reader.name) {
      throw corruptFile('its tags do not match');
    }
  }
  if (path.length > 0) throw corruptFile('a part of it is cut off');
}
