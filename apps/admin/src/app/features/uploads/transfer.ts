import { type Job, type KnownFile, type UploadBatch } from '@orders/contracts';
import { type ApiError } from '../../core/api/api-error';

/**
 * `checking`: whether the same bytes were uploaded before; `asked`: they were, and its person has to say
 * whether to go on.
 */
export type TransferState =
  'waiting' | 'checking' | 'asked' | 'sending' | 'accepted' | 'refused' | 'cancelled';

/** Why a file is not even sent. */
export type LocalRefusal = 'too_large' | 'empty' | 'wrong_type';

/** One file on its way to the server. */
export interface Transfer {
  id: string;
  file: File;
  state: TransferState;
  /** Bytes of the request sent so far. */
  sent: number;
  /** Bytes a second, smoothed; 0 until it can be told. */
  speed: number;
  /** What became of it: a job, or a file that is looked at first. */
  job: Job | null;
  stagedId: string | null;
  /** The earlier upload of the same bytes; undefined while it was not looked for. */
  known: KnownFile | null | undefined;
  error: ApiError | null;
  refusal: LocalRefusal | null;
  /** The files that were chosen together with it. */
  batch: UploadBatch | null;
}

/** 12 random bytes in hexadecimal. */
export const newBatchId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

export const newTransfer = (
  id: string,
  file: File,
  refusal: LocalRefusal | null,
  batch: UploadBatch | null = null,
): Transfer => ({
  id,
  file,
  state: refusal ? 'refused' : 'waiting',
  sent: 0,
  speed: 0,
  job: null,
  stagedId: null,
  known: undefined,
  error: null,
  refusal,
  batch,
});

/** Whether something happens with a transfer by itself. */
export const isUnderWay = ({ state }: Transfer): boolean =>
  state === 'waiting' || state === 'checking' || state === 'sending';

/** Seconds until a transfer is done at its present speed, or null while that cannot be told. */
export function secondsLeft({ file, sent, speed }: Transfer): number | null {
  return speed > 0 ? Math.max(file.size - sent, 0) / speed : null;
}

/** Per cent of the file sent, 0 to 100. */
export function percentSent({ file, sent }: Transfer): number {
  return file.size === 0 ? 0 : Math.min((sent / file.size) * 100, 100);
}
