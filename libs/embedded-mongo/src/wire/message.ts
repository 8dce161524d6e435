import { ErrorCode, ServerError } from '../server-error';
import type { Doc } from '../values/document';
import { documentEnd, nameEnd, parseDocument } from '../values/parse-document';

export const OP_REPLY = 1;
export const OP_QUERY = 2004;
export const OP_MSG = 2013;

const HEADER_BYTES = 16;
/** The longest message that is read, in bytes. */
export const MAX_MESSAGE_BYTES = 48_000_000;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;

/** A command as it came over the wire. */
export interface Request {
  id: number;
  legacy: boolean;
  /** The client wants no answer. */
  silent: boolean;
  body: Doc;
  /** Documents that came beside the body, as bytes. */
  sequences: Map<string, Buffer[]>;
}

/** @throws ServerError ProtocolError on a message that makes no sense */
export function parseMessage(bytes: Buffer): Request {
  const id = bytes.readInt32LE(4);
  const code = bytes.readInt32LE(12);
  if (code === OP_MSG) return parseOpMsg(bytes, id);
  if (code === OP_QUERY) return parseOpQuery(bytes, id);
  throw new ServerError(ErrorCode.ProtocolError, `unsupported wire operation ${code}`);
}

function parseOpQuery(bytes: Buffer, id: number): Request {
  const stop = nameEnd(bytes, HEADER_BYTES + 4, bytes.length);
  const namespace = bytes.toString('utf8', HEADER_BYTES + 4, stop);
  const body = parseDocument(bytes, stop + 9);
  return {
    id,
    legacy: true,
    silent: false,
    body: { ...body, $db: namespace.split('.')[0] },
    sequences: new Map(),
  };
}

function parseOpMsg(bytes: Buffer, id: number): Request {
  const flags = bytes.readUInt32LE(HEADER_BYTES);
  const end = flags & CHECKSUM_PRESENT ? bytes.length - 4 : bytes.length;
  const sequences = new Map<string, Buffer[]>();
  let body: Doc | undefined;
  for (let at = HEADER_BYTES + 4; at < end;) {
    const kind = bytes[at];
    if (kind === 0) {
      body = parseDocument(bytes, at + 1);
      at = documentEnd(bytes, at + 1, end);
    } else if (kind === 1) {
      at = parseSequence(bytes, at + 1, end, sequences);
    } else {
      throw new ServerError(ErrorCode.ProtocolError, `unknown section kind ${kind}`);
    }
  }
  if (!body) throw new ServerError(ErrorCode.ProtocolError, 'a message without a body');
  return { id, legacy: false, silent: (flags & MORE_TO_COME) !== 0, body, sequences };
}

function parseSequence(bytes: Buffer, at: number, limit: number, sequences: Map<string, Buffer[]>): number {
  const end = at + bytes.readInt32LE(at);
  if (end > limit || end < at + 5)
    throw new ServerError(ErrorCode.ProtocolError, 'a document sequence has a wrong length');
  const stop = nameEnd(bytes, at + 4, end);
  const documents: Buffer[] = [];
  for (let next = stop + 1; next < end;) {
    const after = documentEnd(bytes, next, end);
    documents.push(bytes.subarray(next, after));
    next = after;
  }
  sequences.set(bytes.toString('utf8', at + 4, stop), documents);
  return end;
}

let lastReplyId = 0;

/** The message that answers `request` with a document. */
export function replyMessage(request: Request, document: Buffer): Buffer {
  const head = Buffer.alloc(request.legacy ? HEADER_BYTES + 20 : HEADER_BYTES + 5);
  head.writeInt32LE(head.length + document.length, 0);
  lastReplyId = (lastReplyId + 1) & 0x7fffffff;
  head.writeInt32LE(lastReplyId, 4);
  head.writeInt32LE(request.id, 8);
  head.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  if (request.legacy) {
    head.writeInt32LE(8, 16);
    head.writeInt32LE(1, 32);
  }
  return Buffer.concat([head, document]);
}

/** Cuts a byte stream into messages. */
export class MessageSplitter {
  private chunks: Buffer[] = [];
  private length = 0;

  /** The messages complete with `chunk`. @throws ServerError ProtocolError for an impossible length */
  push(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.length += chunk.length;
    const messages: Buffer[] = [];
    while (this.length >= HEADER_BYTES) {
      const size = this.nextSize();
      if (size < HEADER_BYTES || size > MAX_MESSAGE_BYTES) {
        throw new ServerError(ErrorCode.ProtocolError, `a message of ${size} bytes is not accepted`);
      }
      if (this.length < size) break;
      const all = this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks);
      messages.push(all.subarray(0, size));
      this.chunks = all.length > size ? [all.subarray(size)] : [];
      this.length -= size;
    }
    return messages;
  }

  private nextSize(): number {
    const [first] = this.chunks;
    if (first && first.length >= 4) return first.readInt32LE(0);
    this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0]?.readInt32LE(0) ?? 0;
  }
}
