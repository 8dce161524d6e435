import type { XmlReader } from '../xml/xml-reader';
import { unescapeSheetText } from '../xml/xml-text';

/**
 * The text of the element just opened (`si` or `is`): of its `t` and of those of its runs, phonetic hints left out.
 * Undefined when the bytes end before the element does.
 */
export function readRichText(reader: XmlReader): string | undefined {
  if (reader.closesItself()) return '';
  let text = '';
  for (let depth = 1; depth > 0;) {
    const token = reader.next();
    if (token === 'more') return undefined;
    if (token === 'close') depth--;
    if (token !== 'open') continue;
    if (reader.name === 't') {
      const run = readText(reader);
      if (run === undefined) return undefined;
      text += unescapeSheetText(run);
    } else if (reader.name === 'rPh') {
      if (!reader.skipElement()) return undefined;
    } else if (!reader.closesItself()) depth++;
  }
  return text;
}

/** All text in the element just opened; undefined when the bytes end before the element does. */
export function readText(reader: XmlReader): string | undefined {
  if (reader.closesItself()) return '';
  let text = '';
  for (let depth = 1; depth > 0;) {
    const token = reader.next();
    if (token === 'more') return undefined;
    if (token === 'text') text += reader.text;
    else if (token === 'close') depth--;
    else if (!reader.closesItself()) depth++;
  }
  return text;
}
