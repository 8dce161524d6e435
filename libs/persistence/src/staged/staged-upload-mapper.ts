import { type StagedUpload } from '@orders/contracts';
import { type StagedRecord } from './staged-upload.schema';

/** A staged upload as API and events show it: the one door out of the collection. */
export function toStagedUpload(record: StagedRecord): StagedUpload {
  const { kind, state, options, percent, error } = record.inspection;
  const { name, size, sha256 } = record.file;
  return {
    id: record._id.toHexString(),
    file: { name, size, sha256 },
    reprocessOf: record.reprocessOf?.toHexString() ?? null,
    known: record.known,
    options: record.options,
    remembered: record.remembered,
    inspection: { kind, state, options, percent, error },
    preview: record.preview,
    check: record.check,
    createdAt: record.createdAt.toISOString(),
    expiresAt: record.expiresAt.toISOString(),
    version: record.version,
  };
}
