import type { FileError, FileErrorCode, OrderMetrics, SheetChoice } from '@orders/contracts';

/** What is known of a file besides its error: only `no_valid_rows` carries figures. */
export interface ReadOutcome {
  readonly metrics: OrderMetrics;
  readonly sheet: SheetChoice;
}

/**
 * A file that cannot be used as a whole. `code` is stable, `message` is a sentence for the person who sent the
 * file: what is wrong and what to do; neither holds a path or the name of a library.
 */
export class OrderFileError extends Error {
  override readonly name = 'OrderFileError';

  constructor(
    readonly code: FileErrorCode,
    message: string,
    readonly details?: FileError['details'],
    readonly outcome?: ReadOutcome,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** The error as it is stored with a job and sent to clients. */
  toFileError(): FileError {
    const { code, message, details } = this;
    return details === undefined ? { code, message } : { code, message, details };
  }
}

/** A file whose bytes contradict its format. `what` continues the sentence "The file is damaged: …". */
export function corruptFile(what: string, cause?: unknown): OrderFileError {
  const message = `The file is damaged: ${what}. Open it in a spreadsheet program, save it again and send that.`;
  return new OrderFileError('corrupt_file', message, undefined, undefined, { cause });
}
