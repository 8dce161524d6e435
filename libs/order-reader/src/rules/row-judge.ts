import type { OrderField, RowError, RowErrorCode } from '@orders/contracts';
import { type Cell, columnLetters, type RowCells } from './cell';
import { type Judged, judgeName, judgePrice, judgeQuantity } from './cell-rules';
import type { FieldColumn } from './column-match';
import type { Header } from './header-finder';
import type { DecimalSeparator } from './number-text';
import { rowErrorMessage } from './row-error-message';

/** Characters of a wrong cell that are told. */
const MAX_VALUE_CHARS = 200;

/** A row that passed every rule. `price` is in units of 1/10,000; `orderId` is undefined where there is none. */
export interface JudgedRow {
  readonly productName: string;
  readonly quantity: number;
  readonly price: bigint;
  readonly orderId: string | undefined;
}

/** A row that was refused: every wrong cell, and what stands in each field that is not blank, to be corrected. */
export interface RejectedRow {
  readonly row: number;
  readonly cells: Partial<Record<OrderField, Cell>>;
  readonly errors: readonly RowError[];
}

/** The rules of an order row, in words; fast paths must agree with it and go to it whenever in doubt. */
export class RowJudge {
  private readonly columns: readonly ReportedColumn[];
  private readonly columnOf: Partial<Record<OrderField, number>>;
  /** Messages by field and code: there are few of them and many errors. */
  private readonly messages: Record<OrderField, Partial<Record<RowErrorCode, string>>>;

  constructor(
    header: Header,
    private readonly separator: DecimalSeparator,
  ) {
    this.columnOf = Object.fromEntries(header.columns.map(({ field, column }) => [field, column]));
    this.messages = { productName: {}, quantity: {}, price: {}, orderId: {} };
    const fields = new Map(header.columns.map((column) => [column.field, column]));
    this.columns = [...fields.values()].map((column) => ({
      ...column,
      letters: columnLetters(column.column),
    }));
  }

  /** Judges one row that is not blank. */
  judge(row: number, cells: RowCells): JudgedRow | RejectedRow {
    const name = judgeName(this.cellOf('productName', cells));
    const quantity = judgeQuantity(this.cellOf('quantity', cells), this.separator);
    const price = judgePrice(this.cellOf('price', cells), this.separator);
    const orderCell = this.cellOf('orderId', cells);
    const order = orderCell === undefined ? { value: undefined } : judgeName(orderCell);
    if ('value' in name && 'value' in quantity && 'value' in price && 'value' in order) {
      return { productName: name.value, quantity: quantity.value, price: price.value, orderId: order.value };
    }
    const verdicts = { productName: name, quantity, price, orderId: order };
    return this.reject(row, cells, verdicts);
  }

  private reject(row: number, cells: RowCells, verdicts: Record<OrderField, Judged<unknown>>): RejectedRow {
    const errors: RowError[] = [];
    const rejected: Partial<Record<OrderField, Cell>> = {};
    for (const { field, column, header, letters } of this.columns) {
      const cell = cells.get(column);
      if (cell !== undefined) rejected[field] = cell;
      const verdict = verdicts[field];
      if ('value' in verdict) continue;
      const { code } = verdict;
      const message = this.message(field, code);
      const value = (cell?.text ?? '').slice(0, MAX_VALUE_CHARS);
      errors.push({ row, column: letters, header, field, value, code, message });
    }
    return { row, cells: rejected, errors };
  }

  private message(field: OrderField, code: RowErrorCode): string {
    return (this.messages[field][code] ??= rowErrorMessage(field, code, this.separator));
  }

  private cellOf(field: OrderField, cells: RowCells): Cell | undefined {
    const column = this.columnOf[field];
    return column === undefined ? undefined : cells.get(column);
  }
}

/** A field's column as errors tell it. */
interface ReportedColumn extends FieldColumn {
  readonly letters: string;
}
