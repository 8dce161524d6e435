import {
  type AuditAction,
  type FileError,
  type FileErrorCode,
  type JobEventType,
  type RowError,
  type RowErrorCode,
} from '@orders/contracts';
import { type Texts } from '../../texts/en';
import { type I18n } from './i18n';

/** Why a file could not be used: the server's full words in English, ours by code in other languages. */
export function fileErrorText(i18n: I18n, error: FileError): string {
  const t = i18n.t();
  const texts: Partial<Record<FileErrorCode, string>> = t.fileErrors;
  const text = texts[error.code];
  if (i18n.language() === 'en' || text === undefined) {
    return error.message;
  }
  const { missing, headersSeen } = error.details ?? {};
  const parts = [
    missing?.length ? t.missingColumns(missing.join(', ')) : null,
    headersSeen?.length ? t.headersSeen(headersSeen.join(', ')) : null,
  ].filter((part) => part !== null);
  return [text, ...parts].join(' ');
}

/** Why a cell was refused, by the same rule. */
export function rowErrorText(i18n: I18n, error: RowError): string {
  const texts: Partial<Record<RowErrorCode, { advice: string }>> = i18n.t().rowErrors;
  return i18n.language() === 'en' ? error.message : (texts[error.code]?.advice ?? error.message);
}

/** The name of a reason for which cells are refused. */
export function rowErrorName(t: Texts, code: RowErrorCode): string {
  const texts: Partial<Record<RowErrorCode, { name: string }>> = t.rowErrors;
  return texts[code]?.name ?? code;
}

/** What an entry of a job's trail says. */
export function jobEventText(t: Texts, type: JobEventType): string {
  const texts: Partial<Record<JobEventType, string>> = t.jobs.events;
  return texts[type] ?? type;
}

/** What an entry of the audit log says. */
export function auditText(t: Texts, action: AuditAction): string {
  const texts: Partial<Record<AuditAction, string>> = t.auditActions;
  return texts[action] ?? action;
}
