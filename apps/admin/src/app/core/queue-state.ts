import { inject, Injectable, linkedSignal, signal } from '@angular/core';
import { type QueueStats } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { QueueApi } from './api/queue-api';
import { Live } from './live/live';
import { Session } from './session/session';

const POLL_MS = 15_000;

/** The queue's figures for the whole console: fetched, pushed to admins, and asked for now and then. */
@Injectable({ providedIn: 'root' })
export class QueueState {
  private readonly api = inject(QueueApi);
  private readonly session = inject(Session);
  private readonly loaded = signal<QueueStats | null>(null);
  readonly stats = linkedSignal(() => (this.session.user() ? this.loaded() : null));

  constructor() {
    const live = inject(Live);
    live.queue.subscribe((stats) => this.loaded.set(stats));
    live.resync.subscribe(() => void this.load());
    setInterval(() => {
      if (this.session.user() && document.visibilityState === 'visible') {
        void this.load();
      }
    }, POLL_MS);
    void this.load();
  }

  /** Fetches the figures; when that fails the ones at hand are dropped rather than shown as true. */
  async load(): Promise<void> {
    try {
      this.loaded.set(await firstValueFrom(this.api.stats()));
    } catch {
      this.loaded.set(null);
    }
  }

  /** Holds the workers back or lets them go on; rejects when the server refuses. */
  async setPaused(paused: boolean): Promise<void> {
    this.loaded.set(await firstValueFrom(paused ? this.api.pause() : this.api.resume()));
  }
}
