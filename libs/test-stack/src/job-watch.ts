import { EventEmitter, once } from 'node:events';
import { type Job, type JobProgressEvent, type ServerEvents } from '@orders/contracts';
import { io, type Socket } from 'socket.io-client';

/** What a person's socket hears about jobs. */
export class JobWatch {
  readonly created: Job[] = [];
  readonly changed: Job[] = [];
  readonly progress: JobProgressEvent[] = [];
  readonly ended = new Map<string, Job>();
  private readonly news = new EventEmitter().setMaxListeners(0);

  private constructor(readonly socket: Socket<ServerEvents>) {
    socket.on('job.created', (job) => this.heard(() => this.created.push(job)));
    socket.on('job.changed', (job) => this.heard(() => this.changed.push(job)));
    socket.on('job.progress', (event) => this.heard(() => this.progress.push(event)));
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

  close(): void {
    this.socket.close();
  }
}
