import { computed, inject, Injectable, linkedSignal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { type Notification, type NotificationPage, type NotificationsRead } from '@orders/contracts';
import { debounceTime, firstValueFrom, Subject } from 'rxjs';
import { NotificationsApi } from './api/notifications-api';
import { Live } from './live/live';
import { Session } from './session/session';

const SHOWN = 15;
/** Files that end together are fetched together. */
const REFETCH_DEBOUNCE_MS = 300;

/** How the user's jobs ended lately, newest first, and how much of it is unread on any of their devices. */
@Injectable({ providedIn: 'root' })
export class Notifications {
  private readonly api = inject(NotificationsApi);
  private readonly session = inject(Session);
  private readonly refetch = new Subject<void>();
  private readonly userId = computed(() => this.session.user()?.id);

  private readonly resource = rxResource({
    params: () => this.userId(),
    stream: () => this.api.list({ limit: SHOWN }),
  });
  private readonly page = linkedSignal<NotificationPage | undefined, NotificationPage | undefined>({
    source: () => (this.resource.hasValue() ? this.resource.value() : undefined),
    computation: (loaded, before) => loaded ?? (this.userId() ? before?.value : undefined),
  });

  readonly items = linkedSignal<readonly Notification[]>(() => this.page()?.items ?? []);
  readonly unread = linkedSignal(() => this.page()?.unread ?? 0);

  constructor() {
    const live = inject(Live);
    live.changes.subscribe((change) => {
      if (change.kind === 'finished' && change.job.owner.id === this.userId()) {
        this.refetch.next();
      }
    });
    live.notificationsRead.subscribe((unread) => {
      this.unread.set(unread);
      this.refetch.next();
    });
    live.resync.subscribe(() => this.resource.reload());
    this.refetch.pipe(debounceTime(REFETCH_DEBOUNCE_MS)).subscribe(() => this.resource.reload());
  }

  /** Marks what was looked at. */
  async markRead(seen: readonly Notification[]): Promise<void> {
    const jobIds = seen.filter(({ read }) => !read).map(({ jobId }) => jobId);
    if (jobIds.length) {
      await this.mark({ jobIds });
    }
  }

  /** Marks everything that has come until now. */
  async markAllRead(): Promise<void> {
    await this.mark({ until: new Date().toISOString() });
  }

  private async mark(read: NotificationsRead): Promise<void> {
    const { unread } = await firstValueFrom(this.api.markRead(read));
    this.unread.set(unread);
    const ids = read.jobIds;
    this.items.update((items) =>
      items.map((item) => (!ids || ids.includes(item.jobId) ? { ...item, read: true } : item)),
    );
  }
}
