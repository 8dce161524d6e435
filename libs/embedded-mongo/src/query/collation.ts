import { ErrorCode, ServerError } from '../server-error';
import { type Doc, isDoc, isTruthy, toNumber } from '../values/document';
import type { Fold } from '../values/key-encoding';

/** Ignores case and accents (strength 1). */
const baseLetters = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
/** Ignores case (strength 2). */
const lowerCase = (text: string): string => text.normalize('NFC').toLowerCase();

/**
 * How strings compare under a collation: `simple`, and strengths 1 and 2 without further options.
 * @throws ServerError CommandNotSupported for any other
 */
export function foldOf(collation: unknown): Fold {
  if (collation === undefined) return undefined;
  if (!isDoc(collation) || typeof collation['locale'] !== 'string') {
    throw new ServerError(
      ErrorCode.FailedToParse,
      "BSON field 'collation.locale' is missing but a required field",
    );
  }
  if (collation['locale'] === 'simple') return undefined;
  const strength = collation['strength'] === undefined ? 3 : toNumber(collation['strength']);
  if (usesMore(collation) || (strength !== 1 && strength !== 2)) {
    throw new ServerError(
      ErrorCode.CommandNotSupported,
      'this server knows collations of strength 1 and 2 without further options, and simple',
    );
  }
  return strength === 1 ? baseLetters : lowerCase;
}

function usesMore(collation: Doc): boolean {
  return ['caseLevel', 'numericOrdering', 'backwards', 'normalization'].some((name) =>
    isTruthy(collation[name]),
  );
}
