import { effect, inject, Injectable, signal } from '@angular/core';
import { type QueueStats, type ServerEvents, type StagedUpload } from '@orders/contracts';
import { Subject } from 'rxjs';
import { type Socket } from 'socket.io-client';
import { Session } from '../session/session';
import { type JobChange } from './job-changes';

/** `connecting`: the first time. `lost`: it was there and is not now. */
export type LiveState = 'connecting' | 'connected' | 'lost';

/**
 * The socket of whoever is signed in. Follow `changes` for what happens, and fetch again on `resync`:
 * what happened while the connection was down is told by the REST answers only.
 */
@Injectable({ providedIn: 'root' })
export class Live {
  private readonly session = inject(Session);
  private readonly changeSubject = new Subject<JobChange>();
  private readonly queueSubject = new Subject<QueueStats>();
  private readonly stagedSubject = new Subject<StagedUpload>();
  private readonly readSubject = new Subject<number>();
  private readonly resyncSubject = new Subject<void>();
  private socket: Socket<ServerEvents> | null = null;
  private generation = 0;

  readonly state = signal<LiveState>('connecting');
  readonly changes = this.changeSubject.asObservable();
  readonly queue = this.queueSubject.asObservable();
  readonly staged = this.stagedSubject.asObservable();
  /** Notifications were read, here or elsewhere: how many are left. */
  readonly notificationsRead = this.readSubject.asObservable();
  readonly resync = this.resyncSubject.asObservable();

  constructor() {
    let userId: string | undefined;
    effect(() => {
      const current = this.session.user()?.id;
      if (current === userId) {
        return;
      }
      userId = current;
      this.close();
      if (current) {
        void this.open();
      }
    });
  }

  private async open(): Promise<void> {
    const generation = ++this.generation;
    const { io } = await import('socket.io-client');
    if (generation !== this.generation) {
      return;
    }
    const socket: Socket<ServerEvents> = io({
      path: '/socket.io',
      transports: ['websocket', 'polling'],
      reconnectionDelayMax: 10_000,
      auth: (send) => void this.session.accessToken().then((token) => send({ token })),
    });
    this.socket = socket;
    this.follow(socket);
    this.watch(socket);
  }

  private follow(socket: Socket<ServerEvents>): void {
    socket.on('job.created', (job) => this.changeSubject.next({ kind: 'created', job }));
    socket.on('job.changed', (job) => this.changeSubject.next({ kind: 'changed', job }));
    socket.on('job.finished', (job) => this.changeSubject.next({ kind: 'finished', job }));
    socket.on('job.progress', (progress) => this.changeSubject.next({ kind: 'progress', progress }));
    socket.on('staged.changed', (staged) => this.stagedSubject.next(staged));
    socket.on('notifications.read', (unread) => this.readSubject.next(unread));
    socket.on('queue.stats', (stats) => this.queueSubject.next(stats));
  }

  private watch(socket: Socket<ServerEvents>): void {
    let before = false;
    socket.on('connect', () => {
      this.state.set('connected');
      if (before) {
        this.resyncSubject.next();
      }
      before = true;
    });
    socket.on('disconnect', (reason) => {
      if (reason === 'io client disconnect') {
        return;
      }
      this.state.set('lost');
      if (reason === 'io server disconnect') {
        this.reconnectWithNewToken(socket);
      }
    });
    socket.on('connect_error', () => {
      this.state.set('lost');
      if (!socket.active) {
        this.reconnectWithNewToken(socket);
      }
    });
  }

  /** The server closes a socket when its token ends; it opens again for a new one. */
  private reconnectWithNewToken(socket: Socket<ServerEvents>): void {
    void this.session.renew().then((token) => {
      if (token && socket === this.socket) {
        setTimeout(() => socket.connect(), 500);
      }
    });
  }

  private close(): void {
    this.generation++;
    this.socket?.disconnect();
    this.socket = null;
    this.state.set('connecting');
  }
}
