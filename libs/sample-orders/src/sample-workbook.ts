import { Archive } from './archive';
import { CATALOGUE } from './catalogue';
import { type SampleRow, sampleRows } from './sample-rows';
import { SampleTotals } from './sample-totals';

export interface SampleOptions {
  /** Order lines, 1 to 1,048,575. */
  rows: number;
  /** How many of them are wrong (a quantity that is no number), spread evenly. Default 0. */
  badRows?: number;
  /** Default 1. */
  seed?: number;
}

/** The figures that a reader must find. Money as a decimal string. */
export interface SampleTruth {
  rowsTotal: number;
  rowsAccepted: number;
  rowsRejected: number;
  orders: number;
  itemsTotal: number;
  revenue: string;
  averageOrderValue: string;
}

export interface SampleWorkbook {
  /** An .xlsx file. */
  bytes: Uint8Array;
  truth: SampleTruth;
}

const PIECE_LENGTH = 500_000;
const HEADERS = ['Order number', 'Order date', 'Product name', 'Quantity', 'Unit price'];

/** Makes a workbook of sample orders, written piece by piece so that a million rows need little memory. */
export async function sampleWorkbook(options: SampleOptions): Promise<SampleWorkbook> {
  const totals = new SampleTotals();
  const archive = new Archive();
  for (const [name, text] of Object.entries(PARTS)) await archive.add(name, [text]);
  await archive.add('xl/worksheets/sheet1.xml', sheetXml(options, totals));
  return { bytes: archive.bytes(), truth: totals.truth() };
}

function* sheetXml(options: SampleOptions, totals: SampleTotals): Generator<string> {
  let text = SHEET_START + headerRow();
  for (const row of sampleRows(options)) {
    totals.add(row);
    text += rowXml(row);
    if (text.length > PIECE_LENGTH) {
      yield text;
      text = '';
    }
  }
  yield `${text}</sheetData></worksheet>`;
}

function rowXml(row: SampleRow): string {
  const { number: n } = row;
  const quantity =
    row.quantity === null
      ? `<c r="D${n}" t="inlineStr"><is><t>n/a</t></is></c>`
      : `<c r="D${n}"><v>${row.quantity}</v></c>`;
  return (
    `<row r="${n}"><c r="A${n}"><v>${row.orderNumber}</v></c><c r="B${n}" s="1"><v>${row.date}</v></c>` +
    `<c r="C${n}" t="s"><v>${HEADERS.length + row.product}</v></c>${quantity}<c r="E${n}" s="2"><v>${row.price / 100}</v></c></row>`
  );
}

const headerRow = (): string =>
  `<row r="1">${HEADERS.map((_, index) => `<c r="${'ABCDE'.charAt(index)}1" t="s"><v>${index}</v></c>`).join('')}</row>`;

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const STRINGS = [...HEADERS, ...CATALOGUE.map((product) => product.name)];
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const SHEET_START =
  `${XML}<worksheet xmlns="${MAIN}"><cols><col min="1" max="2" width="14" customWidth="1"/>` +
  `<col min="3" max="3" width="32" customWidth="1"/></cols><sheetData>`;

const PARTS = {
  '[Content_Types].xml':
    `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
    `<Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/></Types>`,
  '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Orders" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels':
    `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
    `<Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  'xl/styles.xml':
    `${XML}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
    `<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
    `<cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  'xl/sharedStrings.xml': `${XML}<sst xmlns="${MAIN}" uniqueCount="${STRINGS.length}">${STRINGS.map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
};
