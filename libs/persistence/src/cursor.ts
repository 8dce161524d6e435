import { Types } from 'mongoose';

/** Where a page ended: the value it is sorted by, and the id that breaks ties. */
export interface Cursor {
  value: string | number | null;
  id: Types.ObjectId;
}

/** An opaque text for {@link Cursor}; `value` is null for lists sorted by id alone. */
export function encodeCursor(value: string | number | null, id: Types.ObjectId): string {
  return Buffer.from(JSON.stringify([value, id.toHexString()])).toString('base64url');
}

/** The cursor, or undefined when the text is none of ours. */
export function decodeCursor(text: string): Cursor | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(parsed) || parsed.length !== 2) return undefined;
    const [value, id] = parsed as unknown[];
    if (typeof id !== 'string' || !/^[0-9a-f]{24}$/.test(id)) return undefined;
    if (value !== null && typeof value !== 'string' && typeof value !== 'number') return undefined;
    return { value, id: new Types.ObjectId(id) };
  } catch {
    return undefined;
  }
}

/** The time of a cursor's number, or undefined when no date is that far away (ECMA-262: 8.64e15 ms). */
export const dateOf = (milliseconds: number): Date | undefined =>
  Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds) : undefined;
