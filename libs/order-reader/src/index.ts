/**
 * Order file -> figures and row errors. Stands alone: no Nest, no database; types only from the contracts.
 * Start with `summarizeOrders` (the fast path) or `readOrders` (row by row); the rules of a row are in
 * `rules/cell-rules.ts`, those of a header in `rules/header-finder.ts`, both in words and shared by all formats.
 */
export type { EarlierFile } from './earlier-orders';
export type { OrderRow } from './engine/order-sink';
export { detectFormat } from './format/detect-order-format';
export { OrderFileError, type ReadOutcome } from './order-file-error';
export { DEFAULT_READ_LIMITS, type ReadLimits } from './read-limits';
export { previewOrders } from './preview/preview-orders';
export { readOrders, type RowBatch } from './read-orders';
export type { ReaderOptions } from './read-options';
export { ErrorReport, MAX_REPORT_ROWS, type ReportFormat, type ReportTarget } from './report/error-report';
export { orderTemplate } from './report/order-template';
export { writeErrorReport } from './report/write-error-report';
export type { Cell } from './rules/cell';
export type { RejectedRow } from './rules/row-judge';
export type { OrderSource } from './source/byte-source';
export {
  type OrderSummary,
  type ReadProgress,
  summarizeOrders,
  type SummaryOptions,
} from './summarize-orders';
