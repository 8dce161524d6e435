import { open } from 'node:fs/promises';
import { SampleZip } from '../reader/sample-zip.ts';

/** A file made to harm its reader: what it is, and who writes it. */
export interface HostileFile {
  readonly name: string;
  readonly extension: 'xlsx' | 'ods' | 'csv';
  readonly write: (path: string) => Promise<void>;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEADER = ['item', 'qty', 'price']
  .map((name, i) => `<c r="${'ABC'[i] ?? ''}1" t="inlineStr"><is><t>${name}</t></is></c>`)
  .join('');
const START = `<worksheet xmlns="${MAIN}"><sheetData><row r="1">${HEADER}</row>`;
const END = '</sheetData></worksheet>';
const MEGABYTE = 1 << 20;

/** A piece again and again, so that nobody has to hold it. */
function* times(count: number, piece: string | ((i: number) => string)): Generator<string> {
  for (let i = 0; i < count; i++) yield typeof piece === 'string' ? piece : piece(i);
}

function* around(start: string, pieces: Iterable<string>, end: string): Generator<string> {
  yield start;
  yield* pieces;
  yield end;
}

/** Text that deflates to a tenth, not to a thousandth: under every ratio that is allowed. */
function noise(i: number, length: number): string {
  let text = '';
  for (let state = i + 1; text.length < length;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    text += `${state.toString(36)}${'x'.repeat(40)}`;
  }
  return text.slice(0, length);
}

function workbook(
  name: string,
  sheet: () => Iterable<string>,
  strings?: () => Iterable<string>,
): HostileFile {
  return { name, extension: 'xlsx', write: (path) => writeWorkbook(path, sheet, strings) };
}

function textFile(name: string, pieces: () => Iterable<string>): HostileFile {
  const write = async (path: string): Promise<void> => {
    await using file = await open(path, 'w');
    for (const piece of pieces()) await file.write(piece);
  };
  return { name, extension: 'csv', write };
}

async function writeWorkbook(
  path: string,
  sheet: () => Iterable<string>,
  strings?: () => Iterable<string>,
): Promise<void> {
  await using file = await open(path, 'w');
  const zip = new SampleZip(file);
  const relations = (list: string[][]): string =>
    `<Relationships xmlns="${PACKAGE}/relationships">${list.map(([type = '', target = ''], i) => `<Relationship Id="r${i}" Type="${DOCUMENT}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
  await zip.add('_rels/.rels', [relations([['officeDocument', 'xl/workbook.xml']])]);
  const book = `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="x" sheetId="1" r:id="r0"/></sheets></workbook>`;
  await zip.add('xl/workbook.xml', [book]);
  await zip.add('xl/_rels/workbook.xml.rels', [
    relations([
      ['worksheet', 'sheet.xml'],
      ['sharedStrings', 'strings.xml'],
    ]),
  ]);
  await zip.add('xl/strings.xml', strings?.() ?? [`<sst xmlns="${MAIN}"/>`]);
  await zip.add('xl/sheet.xml', sheet());
  await zip.end();
}

async function writeOds(path: string, content: Iterable<string>): Promise<void> {
  await using file = await open(path, 'w');
  const zip = new SampleZip(file);
  await zip.add('mimetype', ['application/vnd.oasis.opendocument.spreadsheet']);
  await zip.add('content.xml', content);
  await zip.end();
}

const badRow = (i: number): string =>
  `<row r="${i + 2}"><c r="A${i + 2}" t="inlineStr"><is><t>${noise(i, 30)}</t></is></c><c r="B${i + 2}"><v>0</v></c><c r="C${i + 2}" t="e"><v>#N/A</v></c></row>`;
const newName = (i: number): string =>
  `<row r="${(i % 1_000_000) + 2}"><c r="A2" t="inlineStr"><is><t>${noise(i, 60)}</t></is></c><c r="B2"><v>1</v></c><c r="C2"><v>1</v></c></row>`;
const sheetOf = (pieces: () => Iterable<string>) => (): Iterable<string> => around(START, pieces(), END);

/** The set. */
export const HOSTILE_FILES: HostileFile[] = [
  workbook(
    'a bomb of blanks in the sheet',
    sheetOf(() => times(3000, ' '.repeat(MEGABYTE))),
  ),
  workbook(
    'a bomb of shared strings',
    () => [START, END],
    () => around('<sst><si><t>', times(3000, 'x'.repeat(MEGABYTE)), '</t></si></sst>'),
  ),
  workbook(
    'a gigabyte of shared strings of little ratio',
    () => [START, END],
    () =>
      around(
        '<sst>',
        times(1000, (i) => `<si><t>${noise(i, MEGABYTE / 8)}</t></si>`.repeat(8)),
        '</sst>',
      ),
  ),
  workbook(
    'millions of empty shared strings',
    () => [START, END],
    () => around('<sst>', times(200, '<si/>'.repeat(50_000)), '</sst>'),
  ),
  workbook(
    'a row without an end',
    sheetOf(() => around('<row r="2">', times(200, '<c r="D2"><v>1</v></c>'.repeat(40_000)), '</row>')),
  ),
  workbook(
    'a million rows of errors',
    sheetOf(() => times(1_000_000, badRow)),
  ),
  workbook(
    'a million long names',
    sheetOf(() => times(1_000_000, newName)),
  ),
  workbook(
    'comments before every cell',
    sheetOf(() =>
      times(
        300_000,
        (i) =>
          `<row r="${i + 2}"><!--x--><c r="A${i + 2}" t="inlineStr"><is><t>x</t></is></c><!--x--><c r="B${i + 2}"><v>1</v></c><c r="C${i + 2}"><v>1</v></c></row>`,
      ),
    ),
  ),
  workbook(
    'deep nesting',
    sheetOf(() => around('<row r="2"><c r="A2">', times(100, '<a>'.repeat(20_000)), '</c></row>')),
  ),
  workbook(
    'formulas without results',
    sheetOf(() =>
      times(
        500_000,
        (i) => `<row r="${i + 2}"><c r="A${i + 2}"><f>A1</f></c><c r="B${i + 2}"><f>B1</f></c></row>`,
      ),
    ),
  ),
  textFile('a quotation mark that is never closed', () =>
    around('item,qty,price\n"', times(150, noise(1, MEGABYTE)), ''),
  ),
  textFile('a hundred megabytes of separators', () =>
    around('item,qty,price\n', times(100, ','.repeat(MEGABYTE)), '\n'),
  ),
  textFile('millions of errors', () => around('item,qty,price\n', times(2_000_000, 'x,y,z\n'), '')),
  textFile('a hundred megabytes of line ends', () =>
    around('item,qty,price\n', times(4, '\n'.repeat(MEGABYTE)), ''),
  ),
  {
    name: 'a bomb in .ods',
    extension: 'ods',
    write: (path) => writeOds(path, around('<x>', times(500, ' '.repeat(MEGABYTE)), '</x>')),
  },
  {
    name: 'a cell of .ods that says it is a billion',
    extension: 'ods',
    write: (path) =>
      writeOds(path, [
        '<office:document-content><office:body><office:spreadsheet><table:table table:name="x"><table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>',
      ]),
  },
];
