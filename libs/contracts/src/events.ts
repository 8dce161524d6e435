import type { Job, JobProgress, JobStatus } from './job';
import type { QueueStats } from './queue';
import type { StagedUpload } from './staged-upload';

/** Progress of one job, at most five a second. */
export interface JobProgressEvent extends JobProgress {
  jobId: string;
  status: Extract<JobStatus, 'processing'>;
  version: number;
}

/**
 * What the server tells its sockets (Socket.io, path `/socket.io`, access token in `auth.token`).
 * The REST answer is the truth: fetch on connect and reconnect, then follow these.
 */
export interface ServerEvents {
  'job.created': (job: Job) => void;
  /** Any change of state that is no end: started, handed back, retried. */
  'job.changed': (job: Job) => void;
  'job.progress': (event: JobProgressEvent) => void;
  /** Completed, failed or cancelled. */
  'job.finished': (job: Job) => void;
  'staged.changed': (staged: StagedUpload) => void;
  /** Read on another tab or device: how many are left. */
  'notifications.read': (unread: number) => void;
  'queue.stats': (stats: QueueStats) => void;
}

/** The socket's own room of a user: their jobs' events. */
export const userRoom = (userId: string): string => `user:${userId}`;
/** The room of all admins: every job's events and the queue's. */
export const ADMIN_ROOM = 'admins';
/** The collection through which events cross processes. */
export const EVENTS_COLLECTION = 'socketEvents';
