import { backoffMs } from '../processor/backoff';
import { ForbiddenAddressError } from './webhook-caller';

/** Tries before a message is given up: with delays that double up to ten minutes, a bit over a day. */
export const DELIVERY_TRIES = 160;

const HTTP_GONE = 410;

/** What becomes of a message. `switchOff`: the receiver wants no more messages at all. */
export type DeliveryVerdict =
  { type: 'delivered' } | { type: 'retry'; delayMs: number } | { type: 'fail'; switchOff: boolean };

/** Standard Webhooks: any 2xx is received, 410 asks for silence, all else is tried again. */
export function judgeAnswer(status: number, attempts: number, retryMs: number): DeliveryVerdict {
  if (status >= 200 && status < 300) return { type: 'delivered' };
  if (status === HTTP_GONE) return { type: 'fail', switchOff: true };
  return again(attempts, retryMs);
}

/** What becomes of a message that got no answer. */
export function judgeError(error: unknown, attempts: number, retryMs: number): DeliveryVerdict {
  if (error instanceof ForbiddenAddressError) return { type: 'fail', switchOff: false };
  return again(attempts, retryMs);
}

const again = (attempts: number, retryMs: number): DeliveryVerdict =>
  attempts >= DELIVERY_TRIES
    ? { type: 'fail', switchOff: false }
    : { type: 'retry', delayMs: backoffMs(attempts - 1, retryMs) };
