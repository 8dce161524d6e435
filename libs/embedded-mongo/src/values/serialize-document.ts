import { serialize } from 'bson';
import { ErrorCode, ServerError } from '../server-error';
import type { Doc } from './document';

/** The largest document that may be stored, in bytes. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
/** What answers and change events may need on top of a largest document, in bytes. */
const INTERNAL_ALLOWANCE_BYTES = 64 * 1024;

/** A document's BSON bytes, of any size that a message may have. */
export function serializeDocument(doc: Doc): Buffer {
  const bytes = serialize(doc, { ignoreUndefined: true, checkKeys: false });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** @throws ServerError BSONObjectTooLarge above 16 MB (`allowance`: with room for what surrounds a document) */
export function checkDocumentSize(bytes: Buffer, allowance = false): Buffer {
  const limit = MAX_DOCUMENT_BYTES + (allowance ? INTERNAL_ALLOWANCE_BYTES : 0);
  if (bytes.length > limit) {
    throw new ServerError(
      ErrorCode.BSONObjectTooLarge,
      `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}`,
    );
  }
  return bytes;
}
