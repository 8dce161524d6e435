import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { readCookie } from './read-cookie';

const NAME = 'known_device';
/** Signing in, and asking for a new password. */
const PATH = '/api/v1';
const LIFETIME_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * A browser that has signed in to an account before (OWASP's device cookie). Its tries are counted apart, so
 * that somebody who guesses at an account can't lock its owner out. It is no credential.
 */
@Injectable()
export class KnownDevice {
  private readonly key: Buffer;

  constructor(@Inject(API_CONFIG) private readonly config: ApiConfig) {
    this.key = Buffer.from(hkdfSync('sha256', config.JWT_SECRET, '', 'known-device', 32));
  }

  /** The device's name when it is known to the account, else undefined. */
  nameFor(request: Request, email: string): string | undefined {
    const [name, signature] = (readCookie(request, NAME) ?? '').split('.');
    if (!name || !signature) return undefined;
    const given = Buffer.from(signature);
    const wanted = Buffer.from(this.signatureOf(name, email));
    return given.length === wanted.length && timingSafeEqual(given, wanted) ? name : undefined;
  }

  remember(request: Request, response: Response, email: string): void {
    if (this.nameFor(request, email)) return;
    const name = randomBytes(16).toString('base64url');
    response.cookie(NAME, `${name}.${this.signatureOf(name, email)}`, {
      httpOnly: true,
      sameSite: 'strict',
      path: PATH,
      maxAge: LIFETIME_MS,
      secure: request.secure || (this.config.FRONTEND_URL?.startsWith('https:') ?? false),
    });
  }

  private signatureOf(name: string, email: string): string {
    return createHmac('sha256', this.key).update(`${name} ${email}`).digest('base64url');
  }
}
