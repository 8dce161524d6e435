import type { OrderFileFormat, OrderPreview } from '@orders/contracts';
import type { HeadRow } from './head-rows';

/** The head of a sheet; its name is null in a text file. */
export interface SheetHead {
  readonly name: string | null;
  readonly rows: readonly HeadRow[];
}

/** The heads of a file's sheets, as many as it takes to choose one. */
export interface FileHead {
  readonly format: OrderFileFormat;
  readonly sheets: OrderPreview['sheets'];
  readonly heads: AsyncIterable<SheetHead>;
  readonly text: OrderPreview['text'];
}
