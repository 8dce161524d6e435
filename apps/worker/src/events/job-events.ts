import { Injectable } from '@nestjs/common';
import { ADMIN_ROOM, type JobProgress, userRoom } from '@orders/contracts';
import { type ClaimedJob, type JobRecord, toJob } from '@orders/persistence';
import { EventEmitter } from './event-emitter';

/** Tells a job's owner and the admins what becomes of it. */
@Injectable()
export class JobEvents {
  constructor(private readonly emitter: EventEmitter) {}

  /** It was started, handed back, will be tried again, or its report was sent. */
  changed(record: JobRecord): void {
    this.emitter.to(roomsOf(record.ownerId.toHexString())).emit('job.changed', toJob(record));
  }

  progress(job: ClaimedJob, progress: JobProgress, version: number): void {
    const event = { ...progress, jobId: job.id, status: 'processing' as const, version };
    this.emitter.to(roomsOf(job.ownerId)).emit('job.progress', event);
  }

  finished(record: JobRecord): void {
    this.emitter.to(roomsOf(record.ownerId.toHexString())).emit('job.finished', toJob(record));
  }
}

const roomsOf = (ownerId: string): string[] => [userRoom(ownerId), ADMIN_ROOM];
