import { Schema } from 'mongoose';

/** A worker process and what it does now; removed when nothing is heard of it for a minute. */
export interface WorkerRecord {
  _id: string;
  host: string;
  pid: number;
  slots: number;
  jobs: string[];
  startedAt: Date;
  seenAt: Date;
}

export const WORKERS = 'Worker';

export const workerSchema = new Schema<WorkerRecord>(
  {
    _id: { type: String, required: true },
    host: { type: String, required: true },
    pid: { type: Number, required: true },
    slots: { type: Number, required: true },
    jobs: { type: [String], required: true },
    startedAt: { type: Date, required: true },
    seenAt: { type: Date, required: true, index: { expireAfterSeconds: 60 } },
  },
  { collection: 'workers', versionKey: false, strictQuery: 'throw', strict: 'throw' },
);
