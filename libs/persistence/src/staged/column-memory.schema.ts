import { type ReadOptions } from '@orders/contracts';
import { Schema, type Types } from 'mongoose';

/** How a person last had sheets with these headers read. */
export interface ColumnMemoryRecord {
  _id: Types.ObjectId;
  ownerId: Types.ObjectId;
  headerSet: string;
  options: ReadOptions;
  updatedAt: Date;
}

export const COLUMN_MEMORIES = 'ColumnMemory';

export const columnMemorySchema = new Schema<ColumnMemoryRecord>(
  {
    ownerId: { type: Schema.Types.ObjectId, required: true },
    headerSet: { type: String, required: true },
    options: { type: Schema.Types.Mixed, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'columnMemories', versionKey: false, minimize: false, strictQuery: 'throw', strict: 'throw' },
);
columnMemorySchema.index({ ownerId: 1, headerSet: 1 }, { unique: true });
