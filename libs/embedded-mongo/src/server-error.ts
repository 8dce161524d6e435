import type { Doc } from './values/document';

/** The server's error codes that this server answers with, by their documented names. */
export const ErrorCode = {
  InternalError: 1,
  BadValue: 2,
  NoSuchKey: 4,
  GraphContainsCycle: 5,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  ProtocolError: 17,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NoMatchingDocument: 47,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  WriteConflict: 112,
  CommandNotSupported: 115,
  DocumentValidationFailure: 121,
  CappedPositionLost: 136,
  ViewDepthLimitExceeded: 165,
  CommandNotSupportedOnView: 166,
  OptionNotSupportedOnView: 167,
  InvalidPipelineOperator: 168,
  QueryPlanKilled: 175,
  SnapshotTooOld: 239,
  SnapshotUnavailable: 246,
  APIVersionError: 322,
  APIStrictError: 323,
  CannotConvertIndexToUnique: 359,
  FailPointSetFailed: 360,
  OperationNotSupportedInTransaction: 263,
  TransactionTooOld: 225,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  ChangeStreamFatalError: 280,
  ChangeStreamHistoryLost: 286,
  ExceededMemoryLimit: 292,
  ConversionFailure: 241,
  Location: 40324,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  Interrupted: 11601,
} as const;

const codeNames = new Map<number, string>(Object.entries(ErrorCode).map(([name, code]) => [code, name]));
codeNames.set(ErrorCode.ExceededMemoryLimit, 'QueryExceededMemoryLimitNoDiskUseAllowed');

/** An error as the server answers it: a code, its name, a message, and further fields of the answer. */
export class ServerError extends Error {
  readonly labels: string[];

  constructor(
    readonly code: number,
    message: string,
    readonly extra: Doc = {},
    labels: string[] = [],
  ) {
    super(message);
    this.labels = labels;
  }

  get codeName(): string {
    const { codeName } = this.extra;
    return typeof codeName === 'string' ? codeName : (codeNames.get(this.code) ?? `Location${this.code}`);
  }

  /** The answer of a command that failed. */
  toReply(): Doc {
    return {
      ok: 0,
      errmsg: this.message,
      code: this.code,
      codeName: this.codeName,
      ...this.extra,
      ...(this.labels.length > 0 && { errorLabels: this.labels }),
    };
  }
}

/** Shorthand for the commonest refusal: a value that the server would not take. */
export const badValue = (message: string): ServerError => new ServerError(ErrorCode.BadValue, message);
export const failedToParse = (message: string): ServerError =>
  new ServerError(ErrorCode.FailedToParse, message);
export const typeMismatch = (message: string): ServerError =>
  new ServerError(ErrorCode.TypeMismatch, message);
