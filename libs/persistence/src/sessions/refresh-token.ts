import { randomBytes } from 'node:crypto';
import { secretHash } from '../secret-hash';

const HALF_BYTES = 16;

/**
 * A refresh token: 16 random bytes that stay with the session and 16 that change at every rotation. So an
 * outdated token, however old, still tells which session somebody has a copy of.
 */
export class RefreshToken {
  private constructor(private readonly bytes: Buffer) {}

  static first(): RefreshToken {
    return new RefreshToken(randomBytes(2 * HALF_BYTES));
  }

  /** The token of a text, or undefined when it can be none. */
  static parse(text: string): RefreshToken | undefined {
    if (!/^[\w-]{43}$/.test(text)) return undefined;
    return new RefreshToken(Buffer.from(text, 'base64url'));
  }

  next(): RefreshToken {
    return new RefreshToken(Buffer.concat([this.bytes.subarray(0, HALF_BYTES), randomBytes(HALF_BYTES)]));
  }

  get familyHash(): string {
    return secretHash(this.bytes.subarray(0, HALF_BYTES).toString('base64url'));
  }

  get hash(): string {
    return secretHash(this.text);
  }

  get text(): string {
    return this.bytes.toString('base64url');
  }
}
