import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model } from 'mongoose';
import { QUEUE_STATE, type QueueStateRecord } from './queue-state.schema';

const ID = 'queue';

/** Holds all workers back, or lets them go on. What already runs is finished. */
@Injectable()
export class QueueControl {
  constructor(@InjectModel(QUEUE_STATE) private readonly state: Model<QueueStateRecord>) {}

  async isPaused(): Promise<boolean> {
    return (await this.state.exists({ _id: ID, paused: true })) !== null;
  }

  async setPaused(paused: boolean): Promise<void> {
    await this.state.updateOne({ _id: ID }, { $set: { paused } }, { upsert: true });
  }
}
