import { Schema } from 'mongoose';
import { type DayFigures } from './day-figures';

/** Figures of a day that is over, kept so that they are summed up once and not at every look. */
export interface DayFiguresRecord {
  /** Scope and day. */
  _id: string;
  /** An owner's id, or `all`. */
  scope: string;
  day: string;
  /** Rises whenever a job of the day is removed: what was summed up before must not be kept after. */
  generation: number;
  figures: DayFigures | null;
}

export const DAY_FIGURES = 'DayFigures';

export const dayFiguresSchema = new Schema<DayFiguresRecord>(
  {
    _id: { type: String, required: true },
    scope: { type: String, required: true },
    day: { type: String, required: true },
    generation: { type: Number, required: true },
    figures: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'dayFigures', versionKey: false, minimize: false, strictQuery: 'throw', strict: 'throw' },
);
dayFiguresSchema.index({ scope: 1, day: 1 });
