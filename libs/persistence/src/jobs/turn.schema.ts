import { Schema } from 'mongoose';

/** How far an owner's turns are given out; `_id` is the owner's id, or `claimed` for the turn last claimed. */
export interface TurnRecord {
  _id: string;
  turn: number;
}

export const TURNS = 'Turn';

export const turnSchema = new Schema<TurnRecord>(
  { _id: { type: String, required: true }, turn: { type: Number, required: true } },
  { collection: 'turns', versionKey: false },
);
