import { type FileError, type OrderPreview, type ReadOptions, type RowError } from '@orders/contracts';
import {
  type OrderSummary,
  type ReadLimits,
  type ReadOutcome,
  type ReadProgress,
} from '@orders/order-reader';

/** What the worker asks of a parser process: one file at a time. */
export interface ReadCommand {
  /** preview: look at the head of the file only. */
  task: 'read' | 'preview';
  path: string;
  options: ReadOptions;
  /** Files in the same folder that this one adds to, and how they were read. */
  earlier?: { path: string; options: ReadOptions }[];
  limits: Partial<ReadLimits>;
  /** Row errors sent back; the rest is only counted. */
  rowErrorsKept: number;
  /** Rejected rows that go into the error report. */
  reportRows: number;
  /** An existing folder for the error report's files. */
  folder: string;
}

/** Paths of the rejected rows with their reasons, in both formats. */
export interface ReportFiles {
  csv: string;
  xlsx: string;
}

/** How a reading ends, unless the process dies of it. */
export type ParserOutcome =
  | { type: 'completed'; summary: OrderSummary; reports: ReportFiles | null }
  | { type: 'refused'; error: FileError; outcome: ReadOutcome | undefined; reports: ReportFiles | null }
  | { type: 'previewed'; preview: OrderPreview }
  /** Something that is not the file's fault, such as a full disk. */
  | { type: 'failed'; reason: string };

/** What a parser process says to the worker. */
export type ParserMessage =
  { type: 'progress'; progress: ReadProgress } | { type: 'rowErrors'; batch: RowError[] } | ParserOutcome;
