import { type UploadLimits } from '@orders/contracts';
import { type LocalRefusal } from './transfer';

/** Why the server would refuse a file by what is known of it here, or null. */
export function refusalOf(file: File, limits: UploadLimits | null): LocalRefusal | null {
  if (file.size === 0) {
    return 'empty';
  }
  if (limits && file.size > limits.maxFileBytes) {
    return 'too_large';
  }
  const extension = /\.[^.]+$/.exec(file.name.toLowerCase())?.[0] ?? '';
  return limits && !limits.extensions.some((known) => `.${known.replace(/^\./, '')}` === extension)
    ? 'wrong_type'
    : null;
}
