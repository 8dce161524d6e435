import { type FileHandle, open } from 'node:fs/promises';
import { SampleZip } from './sample-zip.ts';
import { addTruth, productName, type SampleOrder, sampleOrders, type SampleTruth } from './sample-orders.ts';

/** How a sample is written. */
export type Flavour = 'shared' | 'inline' | 'csv';

const HEADER = ['SKU', 'Product Name', 'Quantity', 'Unit Price', 'Order Date'];
const BLOCK_CHARS = 1 << 18;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** Writes a sample of so many rows, by hand-made XML and a zip writer of its own, and gives its truth. */
export async function writeSample(
  path: string,
  flavour: Flavour,
  rows: number,
  products: number,
): Promise<SampleTruth> {
  const truth: SampleTruth = { rows: 0, items: 0, cents: 0n };
  const counted = function* (): Generator<SampleOrder> {
    for (const order of sampleOrders(rows, products)) {
      addTruth(truth, order);
      yield order;
    }
  };
  await using file = await open(path, 'w');
  if (flavour === 'csv') for (const block of blocks(csvLines(counted()))) await file.write(block);
  else await writeWorkbook(file, flavour, counted(), products);
  return truth;
}

function* csvLines(orders: Iterable<SampleOrder>): Generator<string> {
  yield `${HEADER.join(',')}\r\n`;
  for (const { sku, name, quantity, cents, day } of orders) {
    yield `SKU-${sku},${name},${quantity},${(cents / 100).toFixed(2)},${day}\r\n`;
  }
}

async function writeWorkbook(
  file: FileHandle,
  flavour: Flavour,
  orders: Iterable<SampleOrder>,
  products: number,
): Promise<void> {
  const zip = new SampleZip(file);
  await zip.add('[Content_Types].xml', [contentTypes()]);
  await zip.add('_rels/.rels', [relations([['officeDocument', 'xl/workbook.xml']])]);
  await zip.add('xl/workbook.xml', [
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Orders" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ]);
  const targets = [
    ['worksheet', 'worksheets/sheet1.xml'],
    ['styles', 'styles.xml'],
    ...(flavour === 'shared' ? [['sharedStrings', 'sharedStrings.xml']] : []),
  ];
  await zip.add('xl/_rels/workbook.xml.rels', [relations(targets)]);
  await zip.add('xl/styles.xml', [
    `${XML}<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  ]);
  if (flavour === 'shared') await zip.add('xl/sharedStrings.xml', blocks(sharedXml(products)));
  await zip.add('xl/worksheets/sheet1.xml', blocks(sheetXml(flavour, orders)));
  await zip.end();
}

function* sheetXml(flavour: Flavour, orders: Iterable<SampleOrder>): Generator<string> {
  const text = (ref: string, value: string, index: number): string =>
    flavour === 'shared'
      ? `<c r="${ref}" t="s"><v>${index}</v></c>`
      : `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetData><row r="1" spans="1:5">`;
  yield HEADER.map((name, i) => text(`${'ABCDE'[i] ?? ''}1`, name, i)).join('') + '</row>';
  let r = 1;
  for (const { sku, name, quantity, cents, day } of orders) {
    r++;
    const names =
      text(`A${r}`, `SKU-${sku}`, HEADER.length + 2 * sku) + text(`B${r}`, name, HEADER.length + 2 * sku + 1);
    const numbers = `<c r="C${r}"><v>${quantity}</v></c><c r="D${r}"><v>${cents / 100}</v></c>`;
    yield `<row r="${r}" spans="1:5">${names}${numbers}<c r="E${r}" s="1"><v>${day}</v></c></row>`;
  }
  yield '</sheetData></worksheet>';
}

function* sharedXml(products: number): Generator<string> {
  yield `${XML}<sst xmlns="${MAIN}">`;
  for (const name of HEADER) yield `<si><t>${name}</t></si>`;
  for (let sku = 0; sku < products; sku++)
    yield `<si><t>SKU-${sku}</t></si><si><t>${productName(sku)}</t></si>`;
  yield '</sst>';
}

function contentTypes(): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts = [
    ['workbook', 'sheet.main'],
    ['styles', 'styles'],
    ['worksheets/sheet1', 'worksheet'],
    ['sharedStrings', 'sharedStrings'],
  ];
  const overrides = parts.map(
    ([part = '', kind = '']) => `<Override PartName="/xl/${part}.xml" ContentType="${type}.${kind}+xml"/>`,
  );
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
}

function relations(targets: string[][]): string {
  const list = targets.map(
    ([type = '', target = ''], i) =>
      `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
}

function* blocks(pieces: Iterable<string>): Generator<string> {
  let block = '';
  for (const piece of pieces) {
    block += piece;
    if (block.length < BLOCK_CHARS) continue;
    yield block;
    block = '';
  }
  yield block;
}
