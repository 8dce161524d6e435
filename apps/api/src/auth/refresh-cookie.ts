import { Inject, Injectable } from '@nestjs/common';
import { type CookieOptions, type Request, type Response } from 'express';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { readCookie } from './read-cookie';

const NAME = 'refresh_token';
const PATH = '/api/v1/auth';

/** The cookie that holds the refresh token: out of reach of scripts and of other sites. */
@Injectable()
export class RefreshCookie {
  readonly lifetimeMs: number;

  constructor(@Inject(API_CONFIG) private readonly config: ApiConfig) {
    this.lifetimeMs = config.SESSION_DAYS * 24 * 60 * 60 * 1000;
  }

  read(request: Request): string | undefined {
    return readCookie(request, NAME);
  }

  set(request: Request, response: Response, token: string): void {
    response.cookie(NAME, token, { ...this.options(request), maxAge: this.lifetimeMs });
  }

  clear(request: Request, response: Response): void {
    response.clearCookie(NAME, this.options(request));
  }

  private options(request: Request): CookieOptions {
    return {
      httpOnly: true,
      sameSite: 'strict',
      path: PATH,
      secure: request.secure || (this.config.FRONTEND_URL?.startsWith('https:') ?? false),
    };
  }
}
