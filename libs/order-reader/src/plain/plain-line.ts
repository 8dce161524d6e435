import type { OrderSink } from '../engine/order-sink';
import type { ViewedBytes } from '../metrics/text-arena';
import { MAX_QUANTITY } from '../rules/cell-rules';
import { isPlainName, isPlainNumberName, type NumberedTexts, SharedNames, UNKNOWN } from './plain-names';
import { PlainNumber } from './plain-number';

/** The fields of a line as numbers; 0 is a column that nobody asks for. */
export const NAME = 1;
export const QUANTITY = 2;
export const PRICE = 3;
export const ORDER = 4;

const UNITS = 10_000;
const MAX_NUMBER_BYTES = 32;

/** How a name was staged: not at all, as a shared string, as text, as the digits of a number. */
const NONE = 0;
const SHARED = 1;
const TEXT = 2;
const DIGITS = 3;

/** A name or order number that stands somewhere: `from` is the number of a shared string, or the first byte. */
class StagedName {
  kind = NONE;
  from = 0;
  end = 0;

  set(kind: number, from: number, end: number): void {
    this.kind = kind;
    this.from = from;
    this.end = end;
  }
}

/**
 * One line of the fast paths: values are staged while its cells go by, and added together when it ends.
 * Nothing is added unless every value is certain; then the rules in words would say the same.
 */
export class PlainLine {
  private readonly number: PlainNumber;
  private readonly textNumber: PlainNumber;
  /** A text that is to be read as a number, ended by a byte that is no part of it. */
  private readonly scratch = new Uint8Array(MAX_NUMBER_BYTES + 1);
  private readonly name = new StagedName();
  private readonly order = new StagedName();
  private readonly names: SharedNames;
  private readonly orders: SharedNames;
  /** NaN where none is staged: a field that grew out of small integers would make the engine discard its code. */
  private quantity = NaN;
  private price = NaN;

  /**
   * @param texts the shared strings that `stageShared` is to know
   * @param decimalPoint what stands before the decimals of a number
   * @param textPoint the same for a number that stands in a cell of text
   */
  constructor(
    private readonly sink: OrderSink,
    private readonly texts: NumberedTexts,
    decimalPoint: '.' | ',',
    textPoint = decimalPoint,
  ) {
    this.textNumber = new PlainNumber(textPoint);
    this.number = new PlainNumber(decimalPoint);
    this.names = new SharedNames(texts, sink.tally.products);
    this.orders = new SharedNames(texts, sink.tally.orderIds);
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
    const { bytes } = memory;
    const { name, order, quantity, price } = this;
    if (!(quantity >= 1 && quantity <= MAX_QUANTITY && price >= 0)) return false;
    const { products, orderIds } = this.sink.tally;
    let product = name.kind === SHARED ? this.names.known(name.from) : UNKNOWN;
    if (product < 0 && !isPlain(name, this.names, bytes)) return false;
    let orderId = -1;
    if (order.kind !== NONE) {
      if (!isPlain(order, this.orders, bytes)) return false;
      orderId =
        order.kind === SHARED
          ? this.orders.intern(order.from)
          : orderIds.intern(memory, order.from, order.end);
    }
    if (product < 0) {
      product =
        name.kind === SHARED ? this.names.intern(name.from) : products.intern(memory, name.from, name.end);
    }
    this.sink.addLine(row, product, quantity, price, orderId);
    return true;
  }
}

function isPlain(staged: StagedName, shared: SharedNames, bytes: Uint8Array): boolean {
  if (staged.kind === SHARED) return shared.isPlain(staged.from);
  if (staged.kind === TEXT) return isPlainName(bytes, staged.from, staged.end);
  return staged.kind === DIGITS && isPlainNumberName(bytes, staged.from, staged.end);
}
