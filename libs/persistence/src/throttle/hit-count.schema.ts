import { Schema } from 'mongoose';

/** How often something was tried in a window of time. `_id` names who tried what; addresses are hashed in it. */
export interface HitCountRecord {
  _id: string;
  hits: number;
  /** Time of the last try, by the database's clock. */
  hitAt: Date;
  /** End of the window. */
  expiresAt: Date;
}

export const HIT_COUNTS = 'HitCount';

export const hitCountSchema = new Schema<HitCountRecord>(
  {
    _id: { type: String, required: true },
    hits: { type: Number, required: true },
    hitAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true, index: { expireAfterSeconds: 0 } },
  },
  { collection: 'hitCounts', versionKey: false, strictQuery: 'throw', strict: 'throw' },
);
