import { type OrderField, type RowErrorCode } from '@orders/contracts';
import { Schema, type Types } from 'mongoose';

export interface RowErrorRecord {
  _id: Types.ObjectId;
  jobId: Types.ObjectId;
  /** Fence of the attempt that wrote it: only the winning attempt's entries are shown. */
  fence: number;
  /** Order within the file. */
  position: number;
  row: number;
  column: string;
  header: string;
  field: OrderField;
  value: string;
  code: RowErrorCode;
  message: string;
}

export const ROW_ERRORS = 'RowError';

export const rowErrorSchema = new Schema<RowErrorRecord>(
  {
    jobId: { type: Schema.Types.ObjectId, required: true },
    fence: { type: Number, required: true },
    position: { type: Number, required: true },
    row: { type: Number, required: true },
    column: String,
    header: String,
    field: String,
    value: String,
    code: { type: String, required: true },
    message: String,
  },
  { collection: 'rowErrors', versionKey: false, strictQuery: 'throw', strict: 'throw' },
);
rowErrorSchema.index({ jobId: 1, fence: 1, position: 1 }, { unique: true });
rowErrorSchema.index({ jobId: 1, fence: 1, code: 1, position: 1 });
