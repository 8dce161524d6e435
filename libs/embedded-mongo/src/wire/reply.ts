import type { Long } from 'bson';
import type { Doc } from '../values/document';
import { serializeDocument } from '../values/serialize-document';

/** The answer of a command that opens or reads a cursor; its documents go out as they were stored. */
export interface CursorReply {
  field: 'firstBatch' | 'nextBatch';
  documents: Buffer[];
  id: Long;
  namespace: string;
  /** Further fields of `cursor`. */
  cursor?: Doc;
  /** Further fields of the answer. */
  rest?: Doc;
}

/** What a command answers. */
export type Reply = Doc | { cursorReply: CursorReply };

export function isCursorReply(reply: Reply): reply is { cursorReply: CursorReply } {
  return 'cursorReply' in reply;
}

/** The bytes of an answer; `common` are the fields that every answer has. */
export function replyBytes(reply: Reply, common: Doc): Buffer {
  if (!isCursorReply(reply)) return serializeDocument({ ...reply, ...common });
  const { field, documents, id, namespace, cursor, rest } = reply.cursorReply;
  const batch = element(0x04, field, arrayBytes(documents));
  const inner = wrap([batch, fieldsOf({ id, ns: namespace, ...cursor })]);
  return wrap([element(0x03, 'cursor', inner), fieldsOf({ ...rest, ok: 1, ...common })]);
}

/** The elements of a document without its frame. */
function fieldsOf(doc: Doc): Buffer {
  const bytes = serializeDocument(doc);
  return bytes.subarray(4, bytes.length - 1);
}

function element(type: number, name: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), value]);
}

function wrap(parts: Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 5);
  const head = Buffer.allocUnsafe(4);
  head.writeInt32LE(length);
  return Buffer.concat([head, ...parts, ZERO], length);
}

const ZERO = Buffer.from([0]);

function arrayBytes(documents: Buffer[]): Buffer {
  const parts: Buffer[] = [];
  documents.forEach((document, index) => {
    parts.push(Buffer.from(`\x03${index}\0`), document);
  });
  return wrap(parts);
}
