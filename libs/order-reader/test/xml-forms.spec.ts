import { describe, expect, it } from 'vitest';
import { readAll } from './support/read-all';
import { HEADER_ROW, sheetXml, workbookFile } from './support/workbook-file';

const PLAIN =
  '<row r="2"><c r="A2" t="inlineStr"><is><t>Lamp</t></is></c><c r="B2"><v>2</v></c><c r="C2"><v>3.5</v></c></row>';
const LAMP = { rows: [[2, 'Lamp', 2, '3.5']], rejected: [] };

/** Reads a sheet of the header row and these rows. */
async function readRows(rows: string, strings?: string): ReturnType<typeof readAll> {
  return readAll(
    workbookFile({ sheets: [{ data: HEADER_ROW + rows }], ...(strings === undefined ? {} : { strings }) }),
  );
}

/** The row of PLAIN with another cell A2. */
function withName(cell: string): string {
  return `<row r="2">${cell}<c r="B2"><v>2</v></c><c r="C2"><v>3.5</v></c></row>`;
}

describe('any form of XML that means the same reads the same', () => {
  it.each([
    ['the usual form', PLAIN],
    ['single quotes', PLAIN.replaceAll('"', "'")],
    [
      'blanks and line ends inside of tags',
      PLAIN.replaceAll('>', ' >').replaceAll('<c r', '<c\n\t r').replaceAll('="', ' = "'),
    ],
    [
      'comments anywhere',
      PLAIN.replaceAll('<c', '<!-- <c r="B2"><v>9</v></c> --><c').replace('<v>2', '<v><!--9-->2'),
    ],
    ['a commented-out row', `<!--<row r="9"><c r="A9"/></row>-->${PLAIN}`],
    ['processing instructions', PLAIN.replaceAll('<c', '<?x </row>?><c')],
    ['CDATA', PLAIN.replace('Lamp', 'L<![CDATA[amp]]>').replace('<v>2', '<v><![CDATA[2]]>')],
    ['line ends between elements', PLAIN.replaceAll('><', '>\r\n  <')],
    ['rows without a number', PLAIN.replace('<row r="2">', '<row>')],
    ['cells without a reference', PLAIN.replaceAll(/ r="[ABC]2"/g, '')],
    [
      'attributes in another order',
      PLAIN.replace('r="A2" t="inlineStr"', 't="inlineStr" s="0" r="A2"').replace(
        '<row r="2">',
        '<row spans="1:3" r="2" x14ac:dyDescent="0.25">',
      ),
    ],
    ['numbers with exponents', PLAIN.replace('<v>2<', '<v>0.2E1<').replace('3.5', '35e-1')],
    [
      'numbers with noise of binary fractions',
      PLAIN.replace('3.5', '3.4999999999999996').replace('<v>2<', '<v>2.0000000000000004<'),
    ],
    [
      'unknown elements and attributes',
      PLAIN.replace('<v>2', '<extLst><ext><v>7</v></ext></extLst><v>2').replace(
        '<c r="C2"',
        '<c ph="1" cm="4" r="C2"',
      ),
    ],
    [
      'self-closing cells and rows',
      `${PLAIN.replace('</row>', '<c r="D2" s="1"/><c r="E2" /></row>')}<row r="3"/><row r="4" />`,
    ],
    [
      'cells in another order',
      '<row r="2"><c r="C2"><v>3.5</v></c><c r="A2" t="inlineStr"><is><t>Lamp</t></is></c><c r="B2"><v>2</v></c></row>',
    ],
    [
      'cached results of formulas',
      PLAIN.replace('<v>3.5', '<f>7/2</f><v>3.5').replace('<v>2', '<f t="shared" si="0"/><v>2'),
    ],
    [
      'formulas with quotes and angles',
      PLAIN.replace('<v>3.5', '<f t="array" ref="C2:C2">IF(A1&lt;"&gt;",1,2)</f><v>3.5'),
    ],
    ['text of a formula', withName('<c r="A2" t="str"><f>"La"&amp;"mp"</f><v>Lamp</v></c>')],
    [
      'numbers as text',
      PLAIN.replace('<c r="B2"><v>2</v></c>', '<c r="B2" t="str"><v> 2 </v></c>').replace(
        '<c r="C2"><v>3.5</v></c>',
        '<c r="C2" t="inlineStr"><is><t>$ 3.50</t></is></c>',
      ),
    ],
    ['blanks around a name', PLAIN.replace('<t>Lamp', '<t xml:space="preserve"> \u00a0Lamp\u3000')],
    [
      'a name in runs',
      PLAIN.replace(
        '<t>Lamp</t>',
        '<r><rPr><b/></rPr><t>La</t></r><r><t>mp</t></r><rPh sb="0" eb="1"><t>x</t></rPh><phoneticPr fontId="1"/>',
      ),
    ],
  ])('%s', async (_, rows) => {
    expect(await readRows(rows)).toEqual(LAMP);
  });

  it.each([
    ['the usual form', '<si><t>Lamp</t></si>'],
    ['kept blanks', '<si><t xml:space="preserve">Lamp </t></si>'],
    ['rich text', '<si><r><t>La</t></r><r><rPr><sz val="9"/></rPr><t xml:space="preserve">mp</t></r></si>'],
    ['phonetic runs', '<si><t>Lamp</t><rPh sb="0" eb="2"><t>ランプ</t></rPh></si>'],
    ['comments and blanks', '<!-- <si><t>x</t></si> -->\n<si >\n<t >La<!-- x -->mp</t ></si >'],
    ['character references', '<si><t>&#76;a&#x6D;p</t></si>'],
  ])('shared strings: %s', async (_, strings) => {
    expect(await readRows(withName('<c r="A2" t="s"><v>0</v></c>'), strings)).toEqual(LAMP);
  });

  it('replaces entities, references of any plane and escapes, once', async () => {
    const name = '&lt;&amp;amp;&gt; &quot;&apos; &#x1F61C; _x0041__x005F_x0042_ A_x';
    const expected = { rows: [[2, '<&amp;> "\' 😜 A_x0042_ A_x', 2, '3.5']], rejected: [] };
    expect(await readRows(withName(`<c r="A2" t="inlineStr"><is><t>${name}</t></is></c>`))).toEqual(expected);
    expect(await readRows(withName('<c r="A2" t="s"><v>0</v></c>'), `<si><t>${name}</t></si>`)).toEqual(
      expected,
    );
  });

  it('reads prefixed elements, and leaves those of other namespaces alone', async () => {
    const xml = sheetXml(HEADER_ROW + PLAIN)
      .replaceAll(/<(\/?)([a-z])/gi, '<$1x:$2')
      .replace('xmlns=', 'xmlns:x=')
      .replace('</x:sheetData>', '<y:row r="3"><y:c r="A3"/></y:row></x:sheetData>');
    expect(await readAll(workbookFile({ sheets: [{ xml }] }))).toEqual(LAMP);
  });

  it.each(['utf-16le', 'utf-16be', 'bom', 'windows-1252'])('reads parts in %s', async (encoding) => {
    const xml = sheetXml(HEADER_ROW + PLAIN.replace('Lamp', 'Lämp€'));
    const little = Buffer.from(`\ufeff${xml}`, 'utf16le');
    const bytes = {
      'utf-16le': little,
      'utf-16be': Buffer.from(little).swap16(),
      bom: Buffer.from(`\ufeff${xml}`),
      'windows-1252': Buffer.from(xml.replace('UTF-8', 'windows-1252').replace('€', '\x80'), 'latin1'),
    }[encoding];
    expect(await readAll(workbookFile({ sheets: [{ xml: bytes! }] }))).toEqual({
      rows: [[2, 'Lämp€', 2, '3.5']],
      rejected: [],
    });
  });

  it('takes rows in any order, and a cell that is there twice by its last value', async () => {
    const row = (r: number, name: string): string =>
      `<row r="${r}"><c r="A${r}" t="inlineStr"><is><t>x</t></is></c><c r="A${r}" t="inlineStr"><is><t>${name}</t></is></c><c r="B${r}"><v>1</v></c><c r="C${r}"><v>1</v></c></row>`;
    const bytes = workbookFile({
      sheets: [{ data: row(3, 'third') + HEADER_ROW + row(5, 'fifth') + row(2, 'second') }],
    });
    const { rows } = await readAll(bytes);
    expect(rows.map(([r, name]) => `${r} ${name}`)).toEqual(['3 third', '5 fifth', '2 second']);
  });

  it('takes cells that are there twice by the last, blank or not, and no row above the header', async () => {
    const twice = PLAIN.replace('<c r="B2"><v>2</v></c>', '<c r="B2"><v>7</v></c><c r="B2"/>');
    expect((await readRows(twice)).rejected).toEqual(['2: B missing_value']);
    const late = HEADER_ROW.replaceAll('1"', '3"') + PLAIN + PLAIN.replaceAll('2"', '4"');
    const { rows } = await readAll(workbookFile({ sheets: [{ data: late }] }));
    expect(rows).toEqual([[4, 'Lamp', 2, '3.5']]);
  });

  it('finds fields in columns of two and three letters', async () => {
    const move = (xml: string): string =>
      xml.replaceAll('r="A', 'r="AB').replaceAll('r="B', 'r="XFD').replaceAll('r="C', 'r="ZZ');
    const data = move(HEADER_ROW.replaceAll('r="AB', 'r="A')) + move(PLAIN);
    const bytes = workbookFile({ sheets: [{ data: data.replaceAll('r="XFDB', 'r="AB') }] });
    expect(await readAll(bytes)).toEqual(LAMP);
  });
});

describe('cells by their type', () => {
  it.each([
    ['a date by a built-in format', '<c r="B2" s="1"><v>45000</v></c>', 'wrong_type'],
    ['a date in ISO form', '<c r="B2" t="d"><v>2024-02-29</v></c>', 'wrong_type'],
    ['a time by a format of the file', '<c r="B2" s="2"><v>0.5</v></c>', 'wrong_type'],
    ['a boolean', '<c r="B2" t="b"><v>1</v></c>', 'wrong_type'],
    ['an error', '<c r="B2" t="e"><v>#N/A</v></c>', 'error_cell'],
    ['a formula without a result', '<c r="B2"><f>1+1</f></c>', 'formula_without_value'],
    ['a formula with an empty result', '<c r="B2" t="str"><f>""</f><v></v></c>', 'missing_value'],
    ['nothing', '', 'missing_value'],
    ['text', '<c r="B2" t="inlineStr"><is><t>two</t></is></c>', 'not_a_number'],
    ['a fraction', '<c r="B2"><v>2.5</v></c>', 'not_an_integer'],
    ['zero', '<c r="B2"><v>0</v></c>', 'out_of_range'],
    ['too many', '<c r="B2"><v>1000000001</v></c>', 'out_of_range'],
    ['a number that is none', '<c r="B2"><v>1.2.3</v></c>', 'not_a_number'],
    ['a decimal comma', '<c r="B2" t="inlineStr"><is><t>1,5</t></is></c>', 'ambiguous_number'],
  ])('%s', async (_, cell, code) => {
    const bytes = workbookFile({
      sheets: [{ data: HEADER_ROW + PLAIN.replace('<c r="B2"><v>2</v></c>', cell) }],
      numFmts:
        '<numFmts count="2"><numFmt numFmtId="170" formatCode="[h]:mm"/><numFmt numFmtId="171" formatCode="#,##0.00\\ [$DM-407]"/></numFmts>',
      cellXfs: '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/>',
    });
    expect(await readAll(bytes)).toEqual({ rows: [], rejected: [`2: B ${code}`] });
  });

  it('takes a number in a currency format for a number, and numbers for names', async () => {
    const row = PLAIN.replace('<c r="C2">', '<c r="C2" s="2">').replace(
      /<c r="A2".*?<\/c>/,
      '<c r="A2"><v>4006381333931</v></c>',
    );
    const bytes = workbookFile({
      sheets: [{ data: HEADER_ROW + row }],
      numFmts: '<numFmts count="1"><numFmt numFmtId="171" formatCode="#,##0.00\\ [$DM-407]"/></numFmts>',
      cellXfs: '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="171"/>',
    });
    expect(await readAll(bytes)).toEqual({ rows: [[2, '4006381333931', 2, '3.5']], rejected: [] });
  });

  it('skips blank rows, whatever they hold of style, and keeps the numbers of the sheet', async () => {
    const blank =
      '<row r="7" ht="20"><c r="A7" s="1"/><c r="B7" t="s"/><c r="C7"><v/></c><c r="D7" t="inlineStr"><is><t> </t></is></c></row>';
    const last = PLAIN.replaceAll('2"', '1048576"');
    expect(await readRows(PLAIN + blank + last)).toEqual({
      rows: [
        [2, 'Lamp', 2, '3.5'],
        [1048576, 'Lamp', 2, '3.5'],
      ],
      rejected: [],
    });
    const noted = '<row r="7"><c r="D7" t="inlineStr"><is><t>note</t></is></c></row>';
    expect((await readRows(noted)).rejected).toEqual([
      '7: A missing_value, B missing_value, C missing_value',
    ]);
  });
});
