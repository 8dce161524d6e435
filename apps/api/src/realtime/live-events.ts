import { Injectable } from '@nestjs/common';
import { ADMIN_ROOM, type Job, type ServerEvents, type StagedUpload, userRoom } from '@orders/contracts';
import { type Server } from 'socket.io';

/** Tells people's sockets what happened, on whichever API process they are. */
@Injectable()
export class LiveEvents {
  private server: Server<Record<string, never>, ServerEvents> | undefined;

  /** The gateway's server, once it listens; before that nobody is connected. */
  attach(server: Server<Record<string, never>, ServerEvents>): void {
    this.server = server;
  }

  jobCreated(job: Job): void {
    this.audience(job)?.emit('job.created', job);
  }

  jobChanged(job: Job): void {
    this.audience(job)?.emit('job.changed', job);
  }

  jobFinished(job: Job): void {
    this.audience(job)?.emit('job.finished', job);
  }

  stagedChanged(ownerId: string, staged: StagedUpload): void {
    this.server?.to(userRoom(ownerId)).emit('staged.changed', staged);
  }

  notificationsRead(userId: string, unread: number): void {
    this.server?.to(userRoom(userId)).emit('notifications.read', unread);
  }

  /** Closes all sockets of a person. */
  disconnect(userId: string): void {
    this.server?.in(userRoom(userId)).disconnectSockets(true);
  }

  private audience(job: Job) {
    return this.server?.to([userRoom(job.owner.id), ADMIN_ROOM]);
  }
}
