import type { OrderSink } from '../engine/order-sink';
import type { ViewedBytes } from '../metrics/text-arena';
import { MAX_QUANTITY } from '../rules/cell-rules';
import type { NameCheck, NumberedTexts } from './plain-names';
import { PlainNumber } from './plain-number';
import { DIGITS, NONE, SHARED, StagedName, TEXT } from './staged-name';

/** The fields of a line as numbers; 0 is a column that nobody asks for. */
export const NAME = 1;
export const QUANTITY = 2;
export const PRICE = 3;
export const ORDER = 4;

const UNITS = 10_000;
const NO_ORDER = -1;
const MAX_NUMBER_BYTES = 32;

/**
 * One line of the fast paths: values are staged while its cells go by, and added together when it ends.
 * Nothing is added unless every value is certain; then the rules in words would say the same.
 */
export class PlainLine {
  private readonly number: PlainNumber;
  private readonly textNumber: PlainNumber;
  /** A text that is to be read as a number, ended by a byte that is no part of it. */
  private readonly scratch = new Uint8Array(MAX_NUMBER_BYTES + 1);
  private readonly name: StagedName;
  private readonly order: StagedName;
  /** NaN where none is staged: a field that grew out of small integers would make the engine discard its code. */
  private quantity = NaN;
  private price = NaN;

  /**
   * @param texts the shared strings that `stageShared` is to know
   * @param check which bytes that are staged are a name as they stand
   * @param decimalPoint what stands before the decimals of a number
   * @param textPoint the same for a number that stands in a cell of text
   */
  constructor(
    private readonly sink: OrderSink,
    private readonly texts: NumberedTexts,
    check: NameCheck,
    decimalPoint: '.' | ',',
    textPoint = decimalPoint,
  ) {
    this.textNumber = new PlainNumber(textPoint);
    this.number = new PlainNumber(decimalPoint);
    this.name = new StagedName(texts, sink.tally.products, check);
    this.order = new StagedName(texts, sink.tally.orderIds, check);
  }

  /** Forgets what was staged. */
  clear(): void {
    this.name.kind = NONE;
    this.order.kind = NONE;
    this.quantity = NaN;
    this.price = NaN;
  }

  /** Whether nothing is staged. */
  get blank(): boolean {
    if (this.name.kind !== NONE || this.order.kind !== NONE) return false;
    return Number.isNaN(this.quantity) && Number.isNaN(this.price);
  }

  /** Reads and stages a quantity or price at `at`; gives the place behind it, or -1 when in doubt. */
  stageNumber(field: number, bytes: Uint8Array, at: number): number {
    return this.stage(field, this.number, this.number.read(bytes, at));
  }

  /** The same for a number that stands in a cell of text. */
  stageTextNumber(field: number, bytes: Uint8Array, at: number): number {
    return this.stage(field, this.textNumber, this.textNumber.read(bytes, at));
  }

  private stage(field: number, { whole, fraction }: PlainNumber, end: number): number {
    if (field === PRICE) this.price = whole * UNITS + fraction;
    else if (fraction === 0) this.quantity = whole;
    else return -1;
    return end;
  }

  /** Stages a shared string as name or order number. */
  stageSharedName(field: number, index: number): void {
    (field === NAME ? this.name : this.order).set(SHARED, index, 0);
  }

  /** Stages bytes that are a name or order number as they stand. */
  stageText(field: number, from: number, end: number): void {
    (field === NAME ? this.name : this.order).set(TEXT, from, end);
  }

  /** Stages the bytes of a number that is a name or order number. */
  stageDigits(field: number, from: number, end: number): void {
    (field === NAME ? this.name : this.order).set(DIGITS, from, end);
  }

  /** Stages the number that a shared string is; false when in doubt. */
  stageSharedNumber(field: number, index: number): boolean {
    const { texts, scratch } = this;
    if (index >= texts.count) return false;
    const length = texts.length(index);
    if (length > MAX_NUMBER_BYTES) return false;
    const page = texts.pageOf(index);
    const offset = texts.offsetOf(index);
    for (let i = 0; i < length; i++) scratch[i] = page[offset + i] ?? 0;
    scratch[length] = 0;
    return this.stageTextNumber(field, scratch, 0) === length;
  }

  /** Adds the line if every value is certain, and says whether it did; `memory` is what was staged from. */
  commit(row: number, memory: ViewedBytes): boolean {
    const { name, order, quantity, price } = this;
    if (!(quantity >= 1 && quantity <= MAX_QUANTITY && price >= 0)) return false;
    let product = name.known(memory);
    if (product < 0 && !name.isPlain(memory.bytes)) return false;
    let orderId = NO_ORDER;
    if (order.kind !== NONE) {
      orderId = order.known(memory);
      if (orderId < 0 && !order.isPlain(memory.bytes)) return false;
      if (orderId < 0) orderId = order.intern(memory);
    }
    if (product < 0) product = name.intern(memory);
    this.sink.addLine(row, product, quantity, price, orderId);
    return true;
  }
}
