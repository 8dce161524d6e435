import { describe, expect, it } from 'vitest';
import { OrderSink } from '../src/engine/order-sink';
import { completeRequest } from '../src/read-options';
import { TextScanner } from '../src/text/text-scanner';
import { SharedStrings } from '../src/xlsx/shared-strings';
import { SheetScanner } from '../src/xlsx/sheet-scanner';
import { HEADER_ROW, sheetXml } from './support/workbook-file';

const STRINGS = Buffer.from(
  '<?xml version="1.0"?><sst xmlns="x"><si><t>Lamp</t></si><si><r><t>Tüte 😜</t></r><r><t xml:space="preserve"> groß</t></r></si><!-- x --><si/><si><t>&lt;b&gt;</t></si></sst>',
);
const SHEET = Buffer.from(
  sheetXml(
    `${HEADER_ROW}<row r="2" spans="1:3"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>2</v></c><c r="C2"><v>731.9399999999999</v></c></row>` +
      '<row r="3" spans="1:3"><c r="A3" t="s"><v>1</v></c><c r="B3"><v>12</v></c><c r="C3"><v>3.5</v></c></row>\r\n<!-- </row> -->' +
      '<row r="4"><c r="A4" t="inlineStr"><is><t>Gerät ß</t></is></c><c r="B4"><f>1&lt;2</f><v>7</v></c><c r="C4"><v>1E1</v></c></row>' +
      '<row r="5"><c r="A5" t="s"><v>3</v></c><c r="B5" t="e"><v>#N/A</v></c><c r="C5"><v>1</v></c></row><row r="6"/>' +
      '<row r="7"><c r="A7" t="s"><v>2</v></c><c r="B7"><v>1</v></c></row>',
  ),
);
const TEXT = Buffer.from(
  'productName;quantity;price\r\nLamp;2;3.5\r\n"Tü""te; 😜\nx";12;"1.25"\r\n\r\nDesk;x;1\rChair;1;731.9399999999999\nß;1;1',
);

/** The same sheet with a prefix on every tag of it, none in comments. */
const PREFIXED = Buffer.from(
  SHEET.toString()
    .replaceAll(/<(\/?)([a-z])/gi, '<$1ss:$2')
    .replace('xmlns=', 'xmlns:ss=')
    .replace('<!-- </ss:row> -->', '<!-- </row> --><?ss <ss:row ?>'),
);

type Cut = (bytes: Buffer) => Buffer[];
const whole: Cut = (bytes) => [bytes];

function result(sink: OrderSink): object {
  return { rows: sink.accepted, rejected: sink.rejected, metrics: sink.tally.metrics(10) };
}

function readSheet(cutStrings: Cut, cutSheet: Cut, part = SHEET): object {
  const request = completeRequest({});
  const sink = new OrderSink(request);
  sink.accepted = [];
  const strings = new SharedStrings(sink.arena, 1 << 20);
  for (const chunk of cutStrings(STRINGS)) strings.push(chunk);
  strings.finish();
  const context = { strings, dateStyles: new Uint8Array(1), from1904: false };
  const scanner = new SheetScanner(request, { format: 'xlsx', name: 'x' }, context, sink);
  for (const chunk of cutSheet(part)) scanner.push(chunk);
  scanner.finish();
  return result(sink);
}

function readText(cut: Cut): object {
  const sink = new OrderSink(completeRequest({}));
  sink.accepted = [];
  const scanner = new TextScanner(completeRequest({}), ';', sink);
  for (const chunk of cut(TEXT)) scanner.push(chunk);
  scanner.finish();
  return result(sink);
}

const every =
  (size: number): Cut =>
  (bytes) =>
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    );

describe('where chunks end makes no difference', () => {
  const sheet = readSheet(whole, whole);
  const text = readText(whole);

  it('reads what it should from a single chunk', () => {
    expect(sheet).toMatchObject({
      metrics: { rowsAccepted: 3, rowsRejected: 2, revenue: '1575.88', distinctProducts: 3 },
    });
    expect(text).toMatchObject({
      metrics: { rowsAccepted: 4, rowsRejected: 1, revenue: '754.94', distinctProducts: 4 },
    });
  });

  it('cuts the sheet at every byte', () => {
    for (let at = 1; at < SHEET.length; at++) {
      expect(readSheet(whole, (bytes) => [bytes.subarray(0, at), bytes.subarray(at)])).toEqual(sheet);
    }
  });

  it('cuts a sheet of prefixed tags at every byte', () => {
    for (let at = 1; at < PREFIXED.length; at++) {
      expect(readSheet(whole, (bytes) => [bytes.subarray(0, at), bytes.subarray(at)], PREFIXED)).toEqual(
        sheet,
      );
    }
  });

  it('cuts the shared strings at every byte', () => {
    for (let at = 1; at < STRINGS.length; at++) {
      expect(readSheet((bytes) => [bytes.subarray(0, at), bytes.subarray(at)], whole)).toEqual(sheet);
    }
  });

  it('cuts a text file at every byte', () => {
    for (let at = 1; at < TEXT.length; at++) {
      expect(readText((bytes) => [bytes.subarray(0, at), bytes.subarray(at)])).toEqual(text);
    }
  });

  it('reads in pieces of one byte and of every small size', () => {
    for (let size = 1; size <= 70; size++) {
      expect(readSheet(every(size), every(size))).toEqual(sheet);
      expect(readSheet(whole, every(size), PREFIXED)).toEqual(sheet);
      expect(readText(every(size))).toEqual(text);
    }
  });
});
