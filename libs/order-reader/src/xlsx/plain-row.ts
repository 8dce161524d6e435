import type { OrderSink } from '../engine/order-sink';
import { isPlainName, isPlainNumberName, SharedNames } from '../plain/plain-names';
import { PlainNumber } from '../plain/plain-number';
import { plainTextEnd } from '../plain/plain-text';
import { ORDER_FIELDS } from '../rules/cell';
import { MAX_QUANTITY } from '../rules/cell-rules';
import type { Header } from '../rules/header-finder';
import type { CellContext } from './cell-value';
import { INLINE, matches, NUMBER, PlainCell, SHARED, skipCell, skipFormula, TEXT } from './plain-cell';
import { MAX_SHEET_COLUMNS, MAX_SHEET_ROW } from './row-reader';

const [NAME, QUANTITY, PRICE, ORDER] = [1, 2, 3, 4] as const;
const PRICE_UNITS = 10_000;
const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const QUOTE = 0x22;
const VALUE_END = Buffer.from('</v></c>');
const INLINE_OPEN = Buffer.from('<is><t');
const INLINE_END = Buffer.from('</t></is></c>');
const PRESERVE = Buffer.from(' xml:space="preserve"');
const ROW_END = Buffer.from('</row>');
const MISSING = -1;

/** A name or order number that stands somewhere: a shared string's number, or a range of bytes. */
class StagedName {
  kind: typeof SHARED | typeof TEXT | typeof NUMBER | typeof MISSING = MISSING;
  /** Number of the shared string, or first byte. */
  from = 0;
  end = 0;
}

/**
 * Scans rows in the form that spreadsheet programs write, straight from bytes, without a string or an object for a
 * cell. Whatever it does not know for certain (another form, an error, a text to be cleaned) it leaves alone, and
 * the exact reader takes the row: so it can only be faster, never different.
 */
export class PlainRowScanner {
  /** Number of the row scanned last. */
  row = 0;
  private readonly cell = new PlainCell();
  private readonly number = new PlainNumber();
  private readonly name = new StagedName();
  private readonly order = new StagedName();
  private readonly fieldOf = new Uint8Array(MAX_SHEET_COLUMNS + 1);
  private readonly names: SharedNames;
  private readonly orders: SharedNames;
  private bytes: Uint8Array = new Uint8Array(0);
  private rowDigits = 0;
  private quantity = MISSING;
  private price = MISSING;
  private others = false;

  constructor(
    header: Header,
    private readonly sink: OrderSink,
    private readonly context: CellContext,
  ) {
    for (const { field, column } of header.columns) this.fieldOf[column] = ORDER_FIELDS.indexOf(field) + 1;
    this.names = new SharedNames(context.strings, sink.tally.products);
    const hasOrders = header.columns.some(({ field }) => field === 'orderId');
    this.orders = hasOrders ? new SharedNames(context.strings, sink.tally.orderIds) : this.names;
  }

  /** Scans the row at `at` (its `<`) and adds it; gives the place behind it, or -1 where nothing was done. */
  scan(bytes: Uint8Array, at: number): number {
    let i = this.openRow(bytes, at);
    if (i < 0) return -1;
    this.bytes = bytes;
    this.name.kind = MISSING;
    this.order.kind = MISSING;
    this.quantity = MISSING;
    this.price = MISSING;
    this.others = false;
    this.cell.column = -1;
    while (bytes[i] === LT && bytes[i + 1] === 0x63 && bytes[i + 2] === 0x20) {
      i = this.readCell(bytes, i + 3);
      if (i < 0) return -1;
    }
    return matches(bytes, i, ROW_END) && this.commit() ? i + ROW_END.length : -1;
  }

  /** Reads `<row r="12" …>`; a row that closes itself is left to the exact reader. */
  private openRow(bytes: Uint8Array, at: number): number {
    if (bytes[at + 1] !== 0x72 || bytes[at + 2] !== 0x6f || bytes[at + 3] !== 0x77) return -1;
    if (bytes[at + 4] !== 0x20 || bytes[at + 5] !== 0x72 || bytes[at + 6] !== 0x3d) return -1;
    let i = at + 8;
    let row = 0;
    let digit = (bytes[i] ?? 0) ^ 0x30;
    for (; digit < 10; digit = (bytes[++i] ?? 0) ^ 0x30) row = row * 10 + digit;
    this.rowDigits = i - at - 8;
    if (bytes[at + 7] !== QUOTE || bytes[i] !== QUOTE || row < 1 || row > MAX_SHEET_ROW) return -1;
    this.row = row;
    i++;
    for (let quoted = false; quoted || bytes[i] !== GT; i++) {
      if (bytes[i] === QUOTE) quoted = !quoted;
      if (bytes[i] === LT || bytes[i] === 0x27) return -1;
    }
    return bytes[i - 1] === SLASH ? -1 : i + 1;
  }

  private readCell(bytes: Uint8Array, at: number): number {
    const { cell } = this;
    const i = cell.read(bytes, at, this.rowDigits);
    if (i < 0 || cell.empty) return i;
    const field = this.fieldOf[cell.column] ?? 0;
    if (field !== 0) return this.readValue(bytes, i, field);
    this.others = true;
    return skipCell(bytes, i);
  }

  private readValue(bytes: Uint8Array, at: number, field: number): number {
    const { type, style } = this.cell;
    let i = at;
    if (bytes[i + 1] === 0x66) {
      i = skipFormula(bytes, i);
      if (i < 0) return -1;
    }
    if (type === INLINE) return this.readInline(bytes, i, field);
    if (bytes[i] !== LT || bytes[i + 1] !== 0x76 || bytes[i + 2] !== GT) return -1;
    i += 3;
    if (type === SHARED) i = this.readShared(bytes, i, field);
    else if (type === TEXT) i = this.readText(bytes, i, field);
    else if (type !== NUMBER || this.context.dateStyles[style] === 1) return -1;
    else
      i =
        field === QUANTITY || field === PRICE
          ? this.readNumber(bytes, i, field)
          : this.readDigits(bytes, i, field);
    return i >= 0 && matches(bytes, i, VALUE_END) ? i + VALUE_END.length : -1;
  }

  private readNumber(bytes: Uint8Array, at: number, field: number): number {
    const { number } = this;
    const i = number.read(bytes, at);
    if (field === PRICE) this.price = number.whole * PRICE_UNITS + number.fraction;
    else if (number.fraction !== 0) return -1;
    else this.quantity = number.whole;
    return i;
  }

  /** A number where a name is wanted: its digits are the name. */
  private readDigits(bytes: Uint8Array, at: number, field: number): number {
    const staged = field === NAME ? this.name : this.order;
    let i = at;
    while (((bytes[i] ?? 0) ^ 0x30) < 10) i++;
    staged.kind = NUMBER;
    staged.from = at;
    staged.end = i;
    return i;
  }

  private readShared(bytes: Uint8Array, at: number, field: number): number {
    if (field !== NAME && field !== ORDER) return -1;
    const staged = field === NAME ? this.name : this.order;
    let i = at;
    let index = 0;
    let digit = (bytes[i] ?? 0) ^ 0x30;
    for (; digit < 10; digit = (bytes[++i] ?? 0) ^ 0x30) index = index * 10 + digit;
    staged.kind = SHARED;
    staged.from = index;
    return i === at ? -1 : i;
  }

  private readText(bytes: Uint8Array, at: number, field: number): number {
    if (field !== NAME && field !== ORDER) return -1;
    const staged = field === NAME ? this.name : this.order;
    staged.kind = TEXT;
    staged.from = at;
    staged.end = plainTextEnd(bytes, at);
    return staged.end;
  }

  private readInline(bytes: Uint8Array, at: number, field: number): number {
    if (!matches(bytes, at, INLINE_OPEN)) return -1;
    let i = at + INLINE_OPEN.length;
    if (bytes[i] === 0x20 && matches(bytes, i, PRESERVE)) i += PRESERVE.length;
    if (bytes[i] !== GT) return -1;
    i = this.readText(bytes, i + 1, field);
    return i >= 0 && matches(bytes, i, INLINE_END) ? i + INLINE_END.length : -1;
  }

  /** Adds the row if every value is certain; a row without any cell that holds something is blank. */
  private commit(): boolean {
    const { name, order, quantity, price } = this;
    if (name.kind === MISSING && order.kind === MISSING && quantity === MISSING && price === MISSING) {
      return !this.others;
    }
    if (quantity < 1 || quantity > MAX_QUANTITY || price < 0) return false;
    if (name.kind === MISSING || !this.isPlain(name, this.names)) return false;
    const hasOrder = order.kind !== MISSING;
    if (hasOrder && !this.isPlain(order, this.orders)) return false;
    const { products, orderIds } = this.sink.tally;
    const product =
      name.kind === SHARED ? this.names.intern(name.from) : products.intern(this.bytes, name.from, name.end);
    const orderId = !hasOrder
      ? -1
      : order.kind === SHARED
        ? this.orders.intern(order.from)
        : orderIds.intern(this.bytes, order.from, order.end);
    this.sink.addLine(this.row, product, quantity, price, orderId);
    return true;
  }

  private isPlain(staged: StagedName, shared: SharedNames): boolean {
    if (staged.kind === SHARED) return shared.isPlain(staged.from);
    return staged.kind === NUMBER
      ? isPlainNumberName(this.bytes, staged.from, staged.end)
      : isPlainName(this.bytes, staged.from, staged.end);
  }
}
