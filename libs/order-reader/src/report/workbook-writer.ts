import type { Writable } from 'node:stream';
import { columnLetters } from '../rules/cell';
import { ZipWriter } from './zip-writer';

/** A value to be written: a number by its decimal text, or a text. */
export interface OutCell {
  readonly kind: 'number' | 'text';
  readonly text: string;
}

/** A worksheet to be written: `widths` in characters, the first row in bold. */
export interface OutSheet {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: Iterable<readonly OutCell[]> | AsyncIterable<readonly OutCell[]>;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const [BOLD, QUOTED] = [1, 2];

/** Writes an .xlsx as a stream, row by row, texts inline. The target is not ended. */
export async function writeWorkbook(target: Writable, sheets: readonly OutSheet[]): Promise<void> {
  const zip = new ZipWriter(target);
  await zip.add('[Content_Types].xml', [contentTypes(sheets.length)]);
  await zip.add('_rels/.rels', [relations([['officeDocument', 'xl/workbook.xml']])]);
  const parts = sheets.map((_, i) => ['worksheet', `worksheets/sheet${i + 1}.xml`] as const);
  await zip.add('xl/_rels/workbook.xml.rels', [relations([...parts, ['styles', 'styles.xml']])]);
  const names = sheets.map(
    ({ name }, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  await zip.add('xl/workbook.xml', [
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${names.join('')}</sheets></workbook>`,
  ]);
  await zip.add('xl/styles.xml', [styles()]);
  for (const [i, sheet] of sheets.entries())
    await zip.add(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet));
  await zip.finish();
}

async function* sheetXml({ widths, rows }: OutSheet): AsyncGenerator<string> {
  const columns = widths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  );
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">`;
  yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  yield `<cols>${columns.join('')}</cols><sheetData>`;
  let row = 0;
  for await (const cells of rows) {
    row++;
    yield `<row r="${row}">${cells.map((cell, i) => cellXml(cell, `${columnLetters(i)}${row}`, row === 1)).join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

function cellXml({ kind, text }: OutCell, reference: string, header: boolean): string {
  if (text === '') return '';
  if (kind === 'number') return `<c r="${reference}"><v>${escapeXml(text)}</v></c>`;
  const style = header ? ` s="${BOLD}"` : looksLikeFormula(text) ? ` s="${QUOTED}"` : '';
  return `<c r="${reference}"${style} t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

/** Whether a spreadsheet program would take a text, once it is typed or imported, for a formula. */
export function looksLikeFormula(text: string): boolean {
  return /^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text);
}

/** The text as XML of a spreadsheet holds it: what XML cannot hold, and what looks like an escape, is escaped. */
function escapeXml(text: string): string {
  if (!/[&<>"_\u0000-\u001F\uFFFE\uFFFF]/.test(text)) return text;
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g,
      (char) => `_x${char.charCodeAt(0).toString(16).padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Styles: plain, bold, and text that stays text when it is edited. */
function styles(): string {
  return (
    `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill/></fill>' +
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>' +
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/>' +
    '<xf xfId="0" quotePrefix="1"/></cellXfs></styleSheet>'
  );
}

function contentTypes(sheets: number): string {
  const sheet = (i: number): string =>
    `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`;
  return (
    `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ` +
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ' +
    `ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
    `${Array.from({ length: sheets }, (_, i) => sheet(i)).join('')}</Types>`
  );
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const list = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${DOCUMENT}/${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
}
