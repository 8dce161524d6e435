import { type Request } from 'express';

/** A cookie of the request, or undefined. The values of ours need no decoding. */
export function readCookie(request: Request, wanted: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === wanted && value) return value;
  }
  return undefined;
}
