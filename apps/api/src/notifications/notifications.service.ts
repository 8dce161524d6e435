import { Injectable } from '@nestjs/common';
import {
  type NotificationPage,
  type NotificationsRead,
  type PageQuery,
  type UnreadNotifications,
} from '@orders/contracts';
import { NoticeStore } from '@orders/persistence';
import { LiveEvents } from '../realtime/live-events';

/** What a person was told of the ends of their jobs. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly notices: NoticeStore,
    private readonly live: LiveEvents,
  ) {}

  async list(ownerId: string, query: PageQuery): Promise<NotificationPage> {
    const [page, unread] = await Promise.all([
      this.notices.list(ownerId, query),
      this.notices.unread(ownerId),
    ]);
    return { ...page, unread };
  }

  /** Tells the person's other tabs and devices too. */
  async markRead(ownerId: string, read: NotificationsRead): Promise<UnreadNotifications> {
    await this.notices.markRead(ownerId, read);
    const unread = await this.notices.unread(ownerId);
    this.live.notificationsRead(ownerId, unread);
    return { unread };
  }
}
