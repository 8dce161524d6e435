import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';

const YEAR_SECONDS = 31_536_000;

/** Features of browsers that the console has no use for: nothing that gets into a page may ask for them. */
const PERMISSIONS = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/**
 * What browsers are told about every answer. Scripts only from ourselves; styles also inline, as Angular's
 * components and the charts need them.
 * @param frontendUrl origin of the console, where it is known
 */
export function securityHeaders(frontendUrl: string | undefined): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          fontSrc: ["'self'", 'data:'],
          connectSrc: ["'self'", ...socketOrigin(frontendUrl)],
          frameSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      frameguard: { action: 'deny' },
      referrerPolicy: { policy: 'no-referrer' },
      // Browsers heed it only where they came by TLS; a proxy before us decides about the rest.
      strictTransportSecurity: { maxAge: YEAR_SECONDS, includeSubDomains: false },
    }),
    (_request: Request, response: Response, next: NextFunction): void => {
      response.setHeader('Permissions-Policy', PERMISSIONS);
      next();
    },
  ];
}

/** Older browsers don't count sockets of the page's own host as `'self'`. */
const socketOrigin = (frontendUrl: string | undefined): string[] =>
  frontendUrl === undefined ? [] : [frontendUrl.replace(/^http/, 'ws')];

/** Answers of the API are nobody's to keep. */
export function noStore(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
