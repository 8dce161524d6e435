import { type ZipPart, zipFile } from './zip-file';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const STRICT = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** A worksheet of a test: the content of `sheetData`, or the whole part. */
export interface TestSheet {
  readonly name?: string;
  readonly state?: string;
  readonly data?: string;
  readonly xml?: string | Uint8Array;
}

/** A workbook of a test by its XML; everything left out is as spreadsheet programs write it. */
export interface TestWorkbook {
  readonly sheets: readonly TestSheet[];
  /** Content of `sst`, or the whole part. */
  readonly strings?: string | Uint8Array;
  readonly numFmts?: string;
  readonly cellXfs?: string;
  readonly workbookPr?: string;
  readonly strict?: boolean;
  readonly mainType?: string;
  /** Changes parts, or adds some, before they are packed. */
  readonly parts?: (parts: ZipPart[]) => ZipPart[];
}

/** The bytes of the workbook. */
export function workbookFile(book: TestWorkbook, around: { before?: string; after?: string } = {}): Buffer {
  const { sheets, strings, strict = false } = book;
  const document = strict ? STRICT : DOCUMENT;
  const relations = (list: [type: string, target: string][]): string =>
    `<Relationships xmlns="${PACKAGE}/relationships">${list
      .map(
        ([type, target], i) =>
          `<Relationship Id="rId${i + 1}" Type="${document}/${type}" Target="${target}"/>`,
      )
      .join('')}</Relationships>`;
  const sheetList = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${name ?? `Sheet${i + 1}`}" sheetId="${i + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${i + 1}"/>`,
  );
  const targets = sheets.map((_, i): [string, string] => ['worksheet', `worksheets/sheet${i + 1}.xml`]);
  const parts: ZipPart[] = [
    { name: '[Content_Types].xml', data: contentTypes(book) },
    { name: '_rels/.rels', data: relations([['officeDocument', 'xl/workbook.xml']]) },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns="${MAIN}" xmlns:r="${document}">${book.workbookPr ?? ''}<sheets>${sheetList.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: relations([...targets, ['styles', 'styles.xml'], ['sharedStrings', 'sharedStrings.xml']]),
    },
    {
      name: 'xl/styles.xml',
      data: `<styleSheet xmlns="${MAIN}">${book.numFmts ?? ''}<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs>${book.cellXfs ?? '<xf numFmtId="0"/><xf numFmtId="14"/>'}</cellXfs></styleSheet>`,
    },
    ...sheets.map(({ data, xml }, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      data: xml ?? sheetXml(data ?? ''),
    })),
  ];
  if (typeof strings === 'string')
    parts.push({ name: 'xl/sharedStrings.xml', data: `<sst xmlns="${MAIN}">${strings}</sst>` });
  else if (strings !== undefined) parts.push({ name: 'xl/sharedStrings.xml', data: strings });
  return zipFile(book.parts?.(parts) ?? parts, around);
}

/** A whole worksheet part around its rows. */
export function sheetXml(data: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData><pageMargins left="1"/></worksheet>`;
}

/** Text as XML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The header row with inline strings. */
export const HEADER_ROW =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>productName</t></is></c><c r="B1" t="inlineStr"><is><t>quantity</t></is></c><c r="C1" t="inlineStr"><is><t>price</t></is></c></row>';

function contentTypes({ sheets, mainType }: TestWorkbook): string {
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const list = [
    ['workbook', mainType ?? `${kind}.sheet.main+xml`],
    ['styles', `${kind}.styles+xml`],
    ['sharedStrings', `${kind}.sharedStrings+xml`],
    ...sheets.map((_, i) => [`worksheets/sheet${i + 1}`, `${kind}.worksheet+xml`]),
  ];
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${list
    .map(([part, type]) => `<Override PartName="/xl/${part}.xml" ContentType="${type}"/>`)
    .join('')}</Types>`;
}
