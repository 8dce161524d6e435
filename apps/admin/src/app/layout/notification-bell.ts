import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { I18n } from '../core/i18n/i18n';
import { Notifications } from '../core/notifications';
import { Toasts } from '../core/toasts/toasts';
import { NotificationLine } from '../features/notifications/notification-line';
import { Icon } from '../ui/icon';

/** What ended lately, behind a bell that counts what is unread. What was looked at counts as read. */
@Component({
  selector: 'app-notification-bell',
  imports: [Icon, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger, NotificationLine, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './notification-bell.html',
  styleUrl: './notification-bell.scss',
})
export class NotificationBell {
  private readonly toasts = inject(Toasts);
  protected readonly notifications = inject(Notifications);
  protected readonly t = inject(I18n).t;

  protected seen(): void {
    void this.told(this.notifications.markRead(this.notifications.items()));
  }

  protected readAll(): void {
    void this.told(this.notifications.markAllRead());
  }

  private async told(marked: Promise<void>): Promise<void> {
    try {
      await marked;
    } catch (thrown) {
      this.toasts.failure(this.t().notifications.notMarked, thrown);
    }
  }
}
