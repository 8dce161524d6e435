import { type FileError, type RowError } from '@orders/contracts';
import { type I18n } from './i18n';

/** Why a file could not be used: the server's full words in English, ours by code in other languages. */
export function fileErrorText(i18n: I18n, error: FileError): string {
  if (i18n.language() === 'en') {
    return error.message;
  }
  const t = i18n.t();
  const { missing, headersSeen } = error.details ?? {};
  const text = t.fileErrors[error.code];
  const parts = [
    missing?.length ? t.missingColumns(missing.join(', ')) : null,
    headersSeen?.length ? t.headersSeen(headersSeen.join(', ')) : null,
  ].filter((part) => part !== null);
  return [text, ...parts].join(' ');
}

/** Why a cell was refused, by the same rule. */
export function rowErrorText(i18n: I18n, error: RowError): string {
  return i18n.language() === 'en' ? error.message : i18n.t().rowErrors[error.code].advice;
}
