import { type Job } from '@orders/contracts';
import { type ApiError } from '../../core/api/api-error';

export type TransferState = 'waiting' | 'sending' | 'accepted' | 'refused' | 'cancelled';

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
  job: Job | null;
  error: ApiError | null;
  refusal: LocalRefusal | null;
}

export const newTransfer = (id: string, file: File, refusal: LocalRefusal | null): Transfer => ({
  id,
  file,
  state: refusal ? 'refused' : 'waiting',
  sent: 0,
  speed: 0,
  job: null,
  error: null,
  refusal,
});

/** Seconds until a transfer is done at its present speed, or null while that cannot be told. */
export function secondsLeft({ file, sent, speed }: Transfer): number | null {
  return speed > 0 ? Math.max(file.size - sent, 0) / speed : null;
}

/** Per cent of the file sent, 0 to 100. */
export function percentSent({ file, sent }: Transfer): number {
  return file.size === 0 ? 0 : Math.min((sent / file.size) * 100, 100);
}
