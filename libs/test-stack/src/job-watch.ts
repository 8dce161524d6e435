import { EventEmitter, once } from 'node:events';
import { type Job, type JobProgressEvent, type ServerEvents, type StagedUpload } from '@orders/contracts';
import { io, type Socket } from 'socket.io-client';

/** What a person's socket hears about jobs. */
export class JobWatch {
  readonly created: Job[] = [];
  readonly changed: Job[] = [];
  readonly progress: JobProgressEvent[] = [];
  /** The newest state of each staged file. */
  readonly staged = new Map<string, StagedUpload>();
  readonly ended = new Map<string, Job>();
  private readonly news = new EventEmitter().setMaxListeners(0);

  private constructor(readonly socket: Socket<ServerEvents>) {
    socket.on('job.created', (job) => this.heard(() => this.created.push(job)));
    socket.on('job.changed', (job) => this.heard(() => this.changed.push(job)));
    socket.on('job.progress', (event) => this.heard(() => this.progress.push(event)));
    socket.on('staged.changed', (staged) => {
      const known = this.staged.get(staged.id)?.version ?? 0;
      this.heard(() => staged.version > known && this.staged.set(staged.id, staged));
    });
    socket.on('job.finished', (job) => this.heard(() => this.ended.set(job.id, job)));
  }

  private heard(note: () => unknown): void {
    note();
    this.news.emit('news');
  }

  /** @throws Error when the server refuses the token. */
  static async open(url: string, token: string): Promise<JobWatch> {
    const socket: Socket<ServerEvents> = io(url, {
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
    });
    const watch = new JobWatch(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error) => {
        socket.close();
        reject(error);
      });
    });
    return watch;
  }

  /** Waits until `test` holds; it is asked after every event. */
  async until(test: () => boolean): Promise<void> {
    while (!test()) await once(this.news, 'news');
  }

  /** Waits for the end of a job. */
  async finished(id: string): Promise<Job> {
    await this.until(() => this.ended.has(id));
    return this.ended.get(id)!;
  }

  /** Waits until a worker has looked at the staged file as it was asked to with this version, or later. */
  async inspected({ id, version }: StagedUpload): Promise<StagedUpload> {
    const done = (staged: StagedUpload | undefined): boolean =>
      staged !== undefined &&
      staged.version > version &&
      ['done', 'failed'].includes(staged.inspection.state);
    await this.until(() => done(this.staged.get(id)));
    return this.staged.get(id)!;
  }

  close(): void {
    this.socket.close();
  }
}
