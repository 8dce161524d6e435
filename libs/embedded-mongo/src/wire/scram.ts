import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { ErrorCode, ServerError } from '../server-error';

const ITERATIONS = 15_000;
const KEY_BYTES = 32;

/** What the server keeps of a user for SCRAM-SHA-256: not the password. */
export interface ScramCredential {
  user: string;
  salt: Buffer;
  storedKey: Buffer;
  serverKey: Buffer;
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const hash = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** Derives what is kept of a password (of plain ASCII). */
export function deriveCredential(user: string, password: string): ScramCredential {
  const salt = randomBytes(28);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, KEY_BYTES, 'sha256');
  return { user, salt, storedKey: hash(hmac(salted, 'Client Key')), serverKey: hmac(salted, 'Server Key') };
}

const failed = (): ServerError => new ServerError(ErrorCode.AuthenticationFailed, 'Authentication failed.');

function attributes(message: string): Map<string, string> {
  return new Map(message.split(',').map((part) => [part.slice(0, 1), part.slice(2)]));
}

/** One SCRAM-SHA-256 conversation (RFC 7677), the server's side. */
export class ScramConversation {
  private readonly nonce: string;
  private readonly firstBare: string;
  private readonly firstReply: string;
  private readonly knownUser: boolean;

  /** @throws ServerError AuthenticationFailed */
  constructor(
    private readonly credential: ScramCredential,
    clientFirst: string,
  ) {
    const bare = /^[ny],[^,]*,(.*)$/s.exec(clientFirst)?.[1];
    const fields = attributes(bare ?? '');
    const clientNonce = fields.get('r');
    if (bare === undefined || !clientNonce) throw failed();
    this.knownUser = fields.get('n')?.replaceAll('=2C', ',').replaceAll('=3D', '=') === credential.user;
    this.firstBare = bare;
    this.nonce = clientNonce + randomBytes(24).toString('base64');
    this.firstReply = `r=${this.nonce},s=${credential.salt.toString('base64')},i=${ITERATIONS}`;
  }

  get challenge(): string {
    return this.firstReply;
  }

  /** Checks the proof; gives the server's signature. @throws ServerError AuthenticationFailed */
  finish(clientFinal: string): string {
    const fields = attributes(clientFinal);
    const proof = Buffer.from(fields.get('p') ?? '', 'base64');
    const withoutProof = clientFinal.replace(/,p=[^,]*$/, '');
    const message = `${this.firstBare},${this.firstReply},${withoutProof}`;
    const signature = hmac(this.credential.storedKey, message);
    if (!this.knownUser || fields.get('r') !== this.nonce || proof.length !== signature.length)
      throw failed();
    const clientKey = Buffer.from(proof.map((byte, at) => byte ^ (signature[at] ?? 0)));
    if (!timingSafeEqual(hash(clientKey), this.credential.storedKey)) throw failed();
    return `v=${hmac(this.credential.serverKey, message).toString('base64')}`;
  }
}
