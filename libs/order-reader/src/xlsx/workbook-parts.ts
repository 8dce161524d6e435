import type { OrderFileFormat } from '@orders/contracts';
import type { InflateBudget } from '../archive/entry-chunks';
import type { ZipDirectory } from '../archive/zip-directory';
import type { ZipEntry } from '../archive/zip-entry';
import { unsupported } from '../format/detect-format';
import { corruptFile } from '../order-file-error';
import type { ReadLimits } from '../read-limits';
import type { ByteSource } from '../source/byte-source';
import { elements, readXmlPart } from '../xml/xml-part';
import { readDateStyles } from './date-styles';

/** A worksheet of the workbook, hidden ones left out. */
export interface VisibleSheet {
  readonly name: string;
  readonly entry: ZipEntry;
}

/** A worksheet as people see it, or do not. */
export interface SheetName {
  readonly name: string;
  readonly visible: boolean;
}

/** What the small parts of a workbook say of the large ones. */
export interface WorkbookParts {
  readonly format: OrderFileFormat;
  readonly sheets: readonly VisibleSheet[];
  /** All worksheets in their order, hidden ones too. */
  readonly sheetNames: readonly SheetName[];
  readonly sharedStrings: ZipEntry | undefined;
  /** By number of a cell's style: 1 where it shows a date or a time. */
  readonly dateStyles: Uint8Array;
  readonly from1904: boolean;
}

/** What is needed to read parts of an archive. */
export interface PartsAccess {
  readonly source: ByteSource;
  readonly directory: ZipDirectory;
  readonly budget: InflateBudget;
  readonly limits: ReadLimits;
}

/** Worksheets that are looked at. */
const MAX_SHEETS = 1000;

interface Relation {
  readonly type: string;
  readonly target: string;
}

/** Reads workbook, relations and styles. @throws OrderFileError `corrupt_file` when a part is missing */
export async function readWorkbookParts(
  access: PartsAccess,
  format: OrderFileFormat,
  workbookPart: string,
): Promise<WorkbookParts> {
  const entry = required(access.directory, workbookPart);
  const relations = await readRelations(access, workbookPart);
  const sheets: VisibleSheet[] = [];
  const sheetNames: SheetName[] = [];
  let from1904 = false;
  for (const { name, attribute } of elements(
    await readXmlPart(access.source, entry, access.budget, access.limits.maxPartBytes),
  )) {
    if (name === 'workbookPr') from1904 = isTrue(attribute('date1904'));
    if (name !== 'sheet') continue;
    const relation = relations.get(attribute('id') ?? '');
    if (relation?.type !== 'worksheet' || sheetNames.length >= MAX_SHEETS) continue;
    const sheet = { name: attribute('name') ?? '', visible: (attribute('state') ?? 'visible') === 'visible' };
    sheetNames.push(sheet);
    if (!sheet.visible) continue;
    sheets.push({ name: sheet.name, entry: required(access.directory, relation.target) });
  }
  const byType = (type: string): ZipEntry | undefined => {
    const target = [...relations.values()].find((relation) => relation.type === type)?.target;
    return target === undefined ? undefined : access.directory.find(target);
  };
  const dateStyles = await readDateStyles(access, byType('styles'));
  return { format, sheets, sheetNames, sharedStrings: byType('sharedStrings'), dateStyles, from1904 };
}

/** What the relations of the package say is the workbook, and of which format it is. */
export async function findWorkbook(access: PartsAccess): Promise<{ format: OrderFileFormat; part: string }> {
  const { directory } = access;
  const mimetype = directory.find('mimetype');
  if (mimetype !== undefined && directory.find('content.xml') !== undefined)
    return { format: 'ods', part: 'content.xml' };
  const relations = await readRelations(access, '');
  const part = [...relations.values()].find(({ type }) => type === 'officeDocument')?.target;
  if (part === undefined || directory.find(part) === undefined) throw unsupported();
  const type = await contentType(access, part);
  if (/sheet\.binary/i.test(type) || part.toLowerCase().endsWith('.bin')) return { format: 'xlsb', part };
  if (type !== '' && !/sheet|excel/i.test(type)) throw unsupported();
  return { format: /macroEnabled/i.test(type) ? 'xlsm' : 'xlsx', part };
}

/** Type of a part by the list of content types; `''` where there is no list. */
async function contentType(
  { source, directory, budget, limits }: PartsAccess,
  part: string,
): Promise<string> {
  const entry = directory.find('[Content_Types].xml');
  if (entry === undefined) return '';
  const wanted = `/${part}`.toLowerCase();
  let byExtension = '';
  for (const { name, attribute } of elements(await readXmlPart(source, entry, budget, limits.maxPartBytes))) {
    const type = attribute('ContentType') ?? '';
    if (name === 'Override' && attribute('PartName')?.toLowerCase() === wanted) return type;
    if (name === 'Default' && wanted.endsWith(`.${(attribute('Extension') ?? '').toLowerCase()}`))
      byExtension = type;
  }
  return /main\+xml|binary/i.test(byExtension) ? byExtension : '';
}

/** The relations of a part by id; types without their namespace, targets as names of parts. */
async function readRelations(
  { source, directory, budget, limits }: PartsAccess,
  part: string,
): Promise<Map<string, Relation>> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const entry = directory.find(`${folder}_rels/${part.slice(slash)}.rels`);
  const relations = new Map<string, Relation>();
  if (entry === undefined) return relations;
  for (const { name, attribute } of elements(await readXmlPart(source, entry, budget, limits.maxPartBytes))) {
    if (name !== 'Relationship' || attribute('TargetMode') === 'External') continue;
    const type = (attribute('Type') ?? '').replace(/^.*\//, '');
    relations.set(attribute('Id') ?? '', { type, target: resolvePart(folder, attribute('Target') ?? '') });
  }
  return relations;
}

function resolvePart(folder: string, target: string): string {
  const whole = target.startsWith('/') ? target : folder + target;
  const parts: string[] = [];
  for (const piece of whole.replaceAll('\\', '/').split('/')) {
    if (piece === '..') parts.pop();
    else if (piece !== '' && piece !== '.') parts.push(piece);
  }
  return parts.join('/');
}

function required(directory: ZipDirectory, part: string): ZipEntry {
  const entry = directory.find(part);
  if (entry === undefined) throw corruptFile('a part of it is missing');
  return entry;
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}
