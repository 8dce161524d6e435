/** The parser process died while it read a file: out of memory, or a fault of its own. */
export class ParserCrashedError extends Error {
  override readonly name = 'ParserCrashedError';
}

/** The parser process did not end within its hard time limit and was killed. */
export class ParserTimeoutError extends Error {
  override readonly name = 'ParserTimeoutError';
}

/** The parser process could not do its work for a reason that is not the file's: try again. */
export class ParserFailedError extends Error {
  override readonly name = 'ParserFailedError';
}
