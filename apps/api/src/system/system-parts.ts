import { type SystemPart, type WorkerInfo } from '@orders/contracts';
import {
  type DatabaseState,
  type DeliveryTrouble,
  type MailState,
  type QueueState,
} from '@orders/persistence';

/** A database that takes longer to answer slows everything down. */
const SLOW_MS = 250;
/** Work that has waited longer than this is not getting its turn. */
const LONG_WAIT_MS = 600_000;

export function databasePart({ embedded, version, latencyMs }: DatabaseState): SystemPart {
  const name = embedded ? 'Embedded database' : `MongoDB ${version}`;
  return {
    name: 'database',
    state: latencyMs > SLOW_MS ? 'warning' : 'ok',
    detail: `${name}, answers in ${latencyMs.toFixed(1)} ms.`,
  };
}

/** @param now the present time, milliseconds since 1970 */
export function queuePart(queue: QueueState, paused: boolean, now: number): SystemPart {
  const { pending, processing, oldestPendingAt } = queue;
  const waitMs = oldestPendingAt ? Math.max(0, now - oldestPendingAt.getTime()) : 0;
  const oldest = oldestPendingAt ? `, the oldest for ${durationText(waitMs)}` : '';
  return {
    name: 'queue',
    state: paused || waitMs > LONG_WAIT_MS ? 'warning' : 'ok',
    detail: `${paused ? 'Paused. ' : ''}${pending} pending${oldest}; ${processing} processing.`,
  };
}

export function workersPart(workers: WorkerInfo[]): SystemPart {
  if (workers.length === 0) return { name: 'workers', state: 'down', detail: 'No worker is running.' };
  const slots = workers.reduce((total, worker) => total + worker.slots, 0);
  const jobs = workers.reduce((total, worker) => total + worker.jobs.length, 0);
  return {
    name: 'workers',
    state: 'ok',
    detail: `${counted(workers.length, 'worker')} with ${counted(slots, 'slot')}, ${counted(jobs, 'job')} running.`,
  };
}

export function mailPart({ transport, pending, failedLastDay, lastError }: MailState): SystemPart {
  const route = {
    smtp: 'By SMTP',
    folder: 'Into the mail folder, no SMTP is set up',
    none: 'Nothing sent so far',
  }[transport ?? 'none'];
  const error = lastError === null ? '' : ` Last error: ${lastError}`;
  return {
    name: 'mail',
    state: failedLastDay > 0 || lastError !== null ? 'warning' : 'ok',
    detail: `${route}; ${pending} pending, ${failedLastDay} given up in the last day.${error}`,
  };
}

export function webhooksPart({ retrying, failedLastDay }: DeliveryTrouble): SystemPart {
  const isFine = retrying + failedLastDay === 0;
  return {
    name: 'webhooks',
    state: isFine ? 'ok' : 'warning',
    detail: isFine
      ? 'No message is failing.'
      : `${counted(retrying, 'message')} being tried again, ${failedLastDay} given up in the last day.`,
  };
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
