import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
} from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { type NotificationPage } from '@orders/contracts';
import { debounceTime, merge } from 'rxjs';
import { toApiError } from '../../core/api/api-error';
import { NotificationsApi } from '../../core/api/notifications-api';
import { Formats } from '../../core/format/formats';
import { I18n } from '../../core/i18n/i18n';
import { Live } from '../../core/live/live';
import { Notifications } from '../../core/notifications';
import { Toasts } from '../../core/toasts/toasts';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { PageHeader } from '../../ui/page-header';
import { Pager } from '../../ui/pager';
import { Skeleton } from '../../ui/skeleton';
import { NotificationLine } from './notification-line';

const PAGE_SIZE = 30;
const REFETCH_DEBOUNCE_MS = 400;

/** All that the user was told, page by page. What is shown here counts as read from then on. */
@Component({
  selector: 'app-notifications-page',
  imports: [EmptyState, ErrorState, MatButton, NotificationLine, PageHeader, Pager, RouterLink, Skeleton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './notifications-page.html',
  styleUrl: './notifications-page.scss',
})
export class NotificationsPage {
  /** Where the page before ended; from the address. */
  readonly cursor = input<string>();
  private readonly api = inject(NotificationsApi);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly formats = inject(Formats);
  protected readonly notifications = inject(Notifications);
  protected readonly t = inject(I18n).t;

  protected readonly resource = rxResource({
    params: () => ({ cursor: this.cursor() }),
    stream: ({ params }) => this.api.list({ ...params, limit: PAGE_SIZE }),
  });
  protected readonly page = linkedSignal<NotificationPage | undefined, NotificationPage | undefined>({
    source: () => (this.resource.hasValue() ? this.resource.value() : undefined),
    computation: (loaded, before) => loaded ?? before?.value,
  });
  protected readonly error = computed(() => {
    const thrown = this.resource.error();
    return thrown ? toApiError(thrown) : null;
  });
  protected readonly summary = computed(() => {
    const unread = this.notifications.unread();
    return unread ? this.t().notifications.unreadCount(unread, this.formats.integer(unread)) : '';
  });

  constructor() {
    const live = inject(Live);
    merge(live.changes, live.resync)
      .pipe(debounceTime(REFETCH_DEBOUNCE_MS), takeUntilDestroyed())
      .subscribe(() => this.resource.reload());
    effect(() => {
      const shown = this.page()?.items ?? [];
      void this.told(this.notifications.markRead(shown));
    });
  }

  protected readAll(): void {
    void this.told(this.notifications.markAllRead());
  }

  protected go(cursor: string): void {
    void this.router.navigate([], { queryParams: { cursor } });
  }

  protected back(): void {
    history.back();
  }

  private async told(marked: Promise<void>): Promise<void> {
    try {
      await marked;
    } catch (thrown) {
      this.toasts.failure(this.t().notifications.notMarked, thrown);
    }
  }
}
