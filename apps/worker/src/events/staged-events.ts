import { Injectable } from '@nestjs/common';
import { userRoom } from '@orders/contracts';
import { type StagedRecord, toStagedUpload } from '@orders/persistence';
import { EventEmitter } from './event-emitter';

/** Tells a staged file's owner what is found in it. */
@Injectable()
export class StagedEvents {
  constructor(private readonly emitter: EventEmitter) {}

  changed(record: StagedRecord): void {
    this.emitter.to([userRoom(record.ownerId.toHexString())]).emit('staged.changed', toStagedUpload(record));
  }
}
