import type { OrderFileFormat, SheetChoice } from '@orders/contracts';
import { lineCents, moneyText, priceText } from '../metrics/money';
import { OrderTally } from '../metrics/order-tally';
import { TextArena } from '../metrics/text-arena';
import type { ReadRequest } from '../read-options';
import type { RowCells } from '../rules/cell';
import { type Header, mappedColumns } from '../rules/header-finder';
import { type JudgedRow, type RejectedRow, RowJudge } from '../rules/row-judge';

/** An accepted row. Money is exact: `price` as short as it goes (`"12.5"`), `revenue` with two decimals. */
export interface OrderRow {
  readonly row: number;
  readonly productName: string;
  readonly quantity: number;
  readonly price: string;
  readonly orderId?: string | undefined;
  readonly revenue: string;
}

/** Where all formats put their rows: into the figures, and, where wanted, into batches of rows. */
export class OrderSink {
  readonly tally: OrderTally;
  /** Where texts are kept that may become names. */
  readonly arena: TextArena;
  /** Rejected rows since the last batch was taken. */
  rejected: RejectedRow[] = [];
  /** Accepted rows since then; undefined where nobody asks for rows, which is faster. */
  accepted: OrderRow[] | undefined;
  private judge: RowJudge | undefined;
  private chosen: SheetChoice | undefined;

  constructor(private readonly request: ReadRequest) {
    this.arena = new TextArena(request.limits.maxTextBytes);
    this.tally = new OrderTally(request.limits, this.arena);
  }

  /** The sheet that is read; undefined before its header is found. */
  get sheet(): SheetChoice | undefined {
    return this.chosen;
  }

  /** Starts on a sheet: its header says which columns the rows to come are read for. */
  begin(format: OrderFileFormat, sheet: string | null, header: Header): void {
    const { decimalSeparator } = this.request;
    const columns = mappedColumns(header);
    this.chosen = { format, sheet, headerRow: header.row, columns, decimalSeparator };
    this.judge = new RowJudge(header, decimalSeparator);
  }

  /** Judges a row in words; a blank one is skipped. */
  addCells(row: number, cells: RowCells): void {
    if (cells.size === 0 || this.judge === undefined) return;
    const judged = this.judge.judge(row, cells);
    if ('errors' in judged) {
      this.rejected.push(judged);
      this.tally.addRejected(judged);
      return;
    }
    this.tally.addRow(row, judged);
    this.accepted?.push(orderRow(row, judged));
  }

  /** Adds a row that a fast path has judged; see `OrderTally.addLine`. */
  addLine(row: number, product: number, quantity: number, price: number, order: number): void {
    const { tally } = this;
    tally.addLine(row, product, quantity, price, order);
    if (this.accepted === undefined) return;
    const orderId = order < 0 ? undefined : tally.orderIds.text(order);
    const productName = tally.products.text(product);
    this.accepted.push(orderRow(row, { productName, quantity, price: BigInt(price), orderId }));
  }
}

function orderRow(row: number, { productName, quantity, price, orderId }: JudgedRow): OrderRow {
  const revenue = moneyText(lineCents(quantity, price));
  return { row, productName, quantity, price: priceText(price), orderId, revenue };
}
