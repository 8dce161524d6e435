import { badValue, ErrorCode, ServerError } from '../server-error';
import { type Doc, isDoc } from '../values/document';

/** The operands of an operator with a fixed count: a list, or one operand alone. */
export function operandList(name: string, operand: unknown, least: number, most = least): unknown[] {
  const list = Array.isArray(operand) ? (operand as unknown[]) : [operand];
  if (list.length < least || list.length > most) {
    const count = least === most ? `${least}` : `between ${least} and ${most}`;
    throw new ServerError(
      16020,
      `Expression ${name} takes exactly ${count} arguments. ${list.length} were passed in.`,
    );
  }
  return list;
}

/** The fields of an operator with named operands. @throws ServerError when a name is unknown or missing */
export function namedOperands(
  name: string,
  operand: unknown,
  required: string[],
  optional: string[] = [],
): Doc {
  if (!isDoc(operand))
    throw new ServerError(ErrorCode.FailedToParse, `${name} only supports an object as its argument`);
  for (const field of Object.keys(operand)) {
    if (!required.includes(field) && !optional.includes(field))
      throw badValue(`Unrecognized argument to ${name}: ${field}`);
  }
  for (const field of required) {
    if (!(field in operand)) throw badValue(`Missing '${field}' parameter to ${name}`);
  }
  return operand;
}
