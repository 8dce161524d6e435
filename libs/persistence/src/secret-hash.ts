import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes as 43 characters: what nobody can guess needs no slow hash. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** SHA-256 of a random secret, in hex: what is stored of it. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');
