import { Buffer } from 'node:buffer';
import { strToU8, zipSync } from 'fflate';

const MIME = 'application/vnd.oasis.opendocument.spreadsheet';
const NAMESPACES = ['office', 'table', 'text']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ');

const cell = (text: string, attributes = ''): string =>
  `<table:table-cell office:value-type="string"${attributes}><text:p>${text}</text:p></table:table-cell>`;

/** Some kilobytes of a format that is held in memory whole: a cell of each row says that it stands there often. */
export function bloatedOds(rows = 3_000, repeated = 2_000): Buffer {
  const header = `<table:table-row>${['productName', 'quantity', 'price'].map((name) => cell(name)).join('')}</table:table-row>`;
  const many = cell('x', ` table:number-columns-repeated="${repeated}"`);
  const row = `<table:table-row>${cell('Bolt')}${cell('1')}${cell('2')}${many}</table:table-row>`;
  const table = `<table:table table:name="Orders">${header}${row.repeat(rows)}</table:table>`;
  const body = `<office:body><office:spreadsheet>${table}</office:spreadsheet></office:body>`;
  return Buffer.from(
    zipSync({
      mimetype: [strToU8(MIME), { level: 0 }],
      'content.xml': strToU8(`<office:document-content ${NAMESPACES}>${body}</office:document-content>`),
      'styles.xml': strToU8('<office:document-styles/>'),
      'META-INF/manifest.xml': strToU8(
        `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="${MIME}"/></manifest:manifest>`,
      ),
    }),
  );
}
