import type { ZipEntry } from '../archive/zip-entry';
import { isDateFormatCode, isDateFormatId } from '../rules/date-format';
import { elements, readXmlPart } from '../xml/xml-part';
import type { PartsAccess } from './workbook-parts';

const FIRST_CUSTOM_FORMAT = 164;

/** By number of a cell's style: 1 where its number format shows a date or a time. */
export async function readDateStyles(access: PartsAccess, entry: ZipEntry | undefined): Promise<Uint8Array> {
  if (entry === undefined) return new Uint8Array(0);
  const custom = new Map<number, boolean>();
  const styles: number[] = [];
  const reader = await readXmlPart(access.source, entry, access.budget, access.limits.maxPartBytes);
  for (const { name, path, attribute } of elements(reader)) {
    if (name === 'numFmt')
      custom.set(Number(attribute('numFmtId')), isDateFormatCode(attribute('formatCode') ?? ''));
    if (name === 'xf' && path.at(-1) === 'cellXfs') styles.push(Number(attribute('numFmtId') ?? 0));
  }
  const isDate = (id: number): boolean => custom.get(id) ?? (id < FIRST_CUSTOM_FORMAT && isDateFormatId(id));
  return Uint8Array.from(styles, (id) => (isDate(id) ? 1 : 0));
}
