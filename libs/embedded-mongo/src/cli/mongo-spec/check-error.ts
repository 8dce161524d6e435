import { MongoBulkWriteError, MongoError, MongoOperationTimeoutError, MongoServerError } from 'mongodb';
import type { Doc } from '../../values/document';
import { type MatchContext, mismatch } from './match-value';
import type { Operation } from './spec-file';

/** Compares an operation's error to the expected one. @throws Error that says what differs */
export function checkError(operation: Operation, error: unknown, context: MatchContext): void {
  const expected = operation.expectError ?? {};
  const reason =
    kindMismatch(expected, error) ??
    codeMismatch(expected, error) ??
    labelMismatch(expected, error) ??
    contentMismatch(operation, expected, error, context);
  if (reason === undefined) return;
  throw new Error(
    `${operation.name}: ${reason}; was: ${error instanceof Error ? error.message : String(error)}`,
    { cause: error },
  );
}

function kindMismatch(expected: Doc, error: unknown): string | undefined {
  const server = error instanceof MongoServerError;
  if (expected['isClientError'] === true && server) return 'a client error was expected';
  if (expected['isClientError'] === false && !server) return "a server's error was expected";
  if (expected['isTimeoutError'] === true && !(error instanceof MongoOperationTimeoutError))
    return 'a timeout was expected';
  const contains = expected['errorContains'];
  if (typeof contains !== 'string') return undefined;
  return error instanceof Error && error.message.toLowerCase().includes(contains.toLowerCase())
    ? undefined
    : `'${contains}' is missing`;
}

/** A failed write concern is an error of its own inside the driver's. */
function causes(error: MongoServerError): Doc[] {
  const result: unknown = Reflect.get(error, 'result');
  const concern =
    typeof result === 'object' && result !== null ? Reflect.get(result, 'writeConcernError') : undefined;
  return [error as unknown as Doc, ...(concern === undefined ? [] : [concern as Doc])];
}

function codeMismatch(expected: Doc, error: unknown): string | undefined {
  const found = error instanceof MongoServerError ? causes(error) : [];
  for (const [name, field] of [
    ['errorCode', 'code'],
    ['errorCodeName', 'codeName'],
  ] as const) {
    const wanted = expected[name];
    if (wanted === undefined || found.some((one) => String(one[field]) === String(wanted))) continue;
    return `${field} ${String(found[0]?.[field])}, expected ${String(wanted)}`;
  }
  return undefined;
}

function labelMismatch(expected: Doc, error: unknown): string | undefined {
  const labels = (name: string): string[] =>
    Array.isArray(expected[name]) ? (expected[name] as string[]) : [];
  const has = (label: string): boolean => error instanceof MongoError && error.hasErrorLabel(label);
  const missing = labels('errorLabelsContain').find((label) => !has(label));
  if (missing !== undefined) return `label ${missing} is missing`;
  const extra = labels('errorLabelsOmit').find(has);
  return extra && `has label ${extra}`;
}

function contentMismatch(
  { name }: Operation,
  expected: Doc,
  error: unknown,
  context: MatchContext,
): string | undefined {
  if (expected['expectResult'] !== undefined) {
    const partial =
      error instanceof MongoBulkWriteError ? error.result : Reflect.get(Object(error), 'partialResult');
    const reason = mismatch(expected['expectResult'], partial, context, name);
    if (reason !== undefined) return reason;
  }
  if (expected['errorResponse'] === undefined) return undefined;
  const answer = Reflect.get(Object(error), 'errorResponse') as unknown;
  return mismatch(expected['errorResponse'], answer, context, 'errorResponse');
}
