import { computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import { type Job, TERMINAL_STATUSES } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { JobsApi } from './api/jobs-api';
import { applyChangeToList } from './live/job-changes';
import { Live } from './live/live';
import { Session } from './session/session';

const SHOWN = 15;
const STORAGE_KEY = 'orders.notifications-seen';

/**
 * The user's own jobs that ended lately, newest first, and which of them they have not seen yet. The
 * jobs come from the API and so survive a reload; up to when they were seen is kept in this browser.
 */
@Injectable({ providedIn: 'root' })
export class Notifications {
  private readonly api = inject(JobsApi);
  private readonly session = inject(Session);
  private readonly jobs = signal<readonly Job[]>([]);
  private readonly key = computed(() => `${STORAGE_KEY}.${this.session.user()?.id ?? ''}`);
  private readonly seenUntil = linkedSignal(() => seenUntilFor(this.key()));

  readonly items = computed(() =>
    this.jobs()
      .filter(({ finishedAt }) => finishedAt !== null)
      .toSorted((a, b) => (b.finishedAt ?? '').localeCompare(a.finishedAt ?? ''))
      .slice(0, SHOWN)
      .map((job) => ({ job, unread: (job.finishedAt ?? '') > this.seenUntil() })),
  );
  readonly unread = computed(() => this.items().filter((item) => item.unread).length);

  constructor() {
    const live = inject(Live);
    live.changes.subscribe((change) => {
      if (change.kind === 'finished' && change.job.owner.id === this.session.user()?.id) {
        const known = this.jobs().some(({ id }) => id === change.job.id);
        this.jobs.update((jobs) => (known ? applyChangeToList(jobs, change) : [change.job, ...jobs]));
      }
    });
    live.resync.subscribe(() => void this.load());
    void this.load();
  }

  markSeen(): void {
    const newest = this.items()[0]?.job.finishedAt;
    if (newest) {
      localStorage.setItem(this.key(), newest);
      this.seenUntil.set(newest);
    }
  }

  private async load(): Promise<void> {
    const owner = this.session.user()?.id;
    if (!owner) {
      return;
    }
    try {
      const page = await firstValueFrom(
        this.api.list({ status: TERMINAL_STATUSES.join(','), owner, sort: '-createdAt', limit: SHOWN }),
      );
      this.jobs.set(page.items);
    } catch {
      // The bell is no place to report a failed request: the pages do, and the next resync tries again.
      this.jobs.set([]);
    }
  }
}

/** Whoever comes for the first time has missed nothing. */
function seenUntilFor(key: string): string {
  const stored = localStorage.getItem(key) ?? new Date().toISOString();
  localStorage.setItem(key, stored);
  return stored;
}
