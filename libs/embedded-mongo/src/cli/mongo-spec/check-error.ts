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

/** A field of the driver's error that its types do not tell of. */
const field = (value: unknown, name: string): unknown => Reflect.get(Object(value) as object, name);

/** A failed write concern is an error of its own inside the driver's. */
function causes(error: MongoServerError): unknown[] {
  const concern = field(field(error, 'result'), 'writeConcernError');
  return [error, ...(concern === undefined ? [] : [concern])];
}

function codeMismatch(expected: Doc, error: unknown): string | undefined {
  const found = error instanceof MongoServerError ? causes(error) : [];
  for (const [name, part] of [
    ['errorCode', 'code'],
    ['errorCodeName', 'codeName'],
  ] as const) {
    const wanted = expected[name];
    if (wanted === undefined || found.some((one) => sameText(field(one, part), wanted))) continue;
    return `${part} ${JSON.stringify(field(found[0], part))} is not the expected one`;
  }
  return undefined;
}

/** Codes are numbers of any kind, names are text. */
const sameText = (left: unknown, right: unknown): boolean =>
  typeof left === 'string' ? left === right : Number(left) === Number(right);

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
    const partial = error instanceof MongoBulkWriteError ? error.result : field(error, 'partialResult');
    const reason = mismatch(expected['expectResult'], partial, context, name);
    if (reason !== undefined) return reason;
  }
  if (expected['errorResponse'] === undefined) return undefined;
  return mismatch(expected['errorResponse'], field(error, 'errorResponse'), context, 'errorResponse');
}
