import { type FileError } from '@orders/contracts';
import { type ClaimedJob, FileMissingError } from '@orders/persistence';
import { ParserCrashedError, ParserTimeoutError } from '../parser/parser-errors';
import { backoffMs } from './backoff';

/** Attempts that database, storage or this machine may spoil before a job is given up. */
export const TRANSIENT_BUDGET = 10;
/** Workers that may die or vanish with a job before it is given up. */
export const LEASE_BUDGET = 20;

/** What becomes of a job after an attempt that failed. */
export type Verdict =
  { type: 'fail'; error: FileError } | { type: 'retry'; kind: 'parser' | 'transient'; delayMs: number };

const ERRORS = {
  file_missing: 'The uploaded file is not stored any more. Upload it again.',
  parser_crashed: 'Reading this file failed again and again. Save it anew as .xlsx or .csv and upload that.',
  parser_timeout: 'Reading this file takes too long. Split it into smaller files.',
  storage_unavailable: 'The file could not be processed for technical reasons. Retry the job later.',
  worker_lost: 'The program that processed this file was lost again and again. Retry the job later.',
} as const satisfies Partial<Record<FileError['code'], string>>;

export const fileError = (code: keyof typeof ERRORS): FileError => ({ code, message: ERRORS[code] });

/** Judges an error that is not the file's own fault: each kind has its own budget of tries. */
export function judgeFailure(job: ClaimedJob, error: unknown, retryMs: number): Verdict {
  if (error instanceof FileMissingError) return { type: 'fail', error: fileError('file_missing') };
  if (error instanceof ParserCrashedError || error instanceof ParserTimeoutError) {
    const before = job.failures.parser;
    if (before + 1 < job.maxAttempts) {
      return { type: 'retry', kind: 'parser', delayMs: backoffMs(before, retryMs) };
    }
    const code = error instanceof ParserTimeoutError ? 'parser_timeout' : 'parser_crashed';
    return { type: 'fail', error: fileError(code) };
  }
  const before = job.failures.transient;
  return before + 1 < TRANSIENT_BUDGET
    ? { type: 'retry', kind: 'transient', delayMs: backoffMs(before, retryMs) }
    : { type: 'fail', error: fileError('storage_unavailable') };
}
