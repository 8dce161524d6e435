import { type IncomingMessage } from 'node:http';

/**
 * Whether a request comes from a page of ours, or from a program: browsers send the page's origin with
 * whatever could change something, and programs send none.
 * @param frontendUrl origin of the console, where it is another one than the API's
 */
export function isFromOwnPage(request: IncomingMessage, frontendUrl: string | undefined): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || origin === frontendUrl) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
