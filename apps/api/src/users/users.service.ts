import { Injectable } from '@nestjs/common';
import { type User, type UserChange, type UserListQuery, type UserPage } from '@orders/contracts';
import { LastAdminError, SessionStore, toUser, UserStore } from '@orders/persistence';
import { notFound, Problem } from '../problem/problem';
import { LiveEvents } from '../realtime/live-events';

@Injectable()
export class UsersService {
  constructor(
    private readonly users: UserStore,
    private readonly sessions: SessionStore,
    private readonly live: LiveEvents,
  ) {}

  list(query: UserListQuery): Promise<UserPage> {
    return this.users.list(query);
  }

  async change(id: string, change: UserChange): Promise<User> {
    const user = await this.users.change(id, change).catch((error: unknown) => {
      if (!(error instanceof LastAdminError)) throw error;
      throw new Problem(409, 'last_admin', 'There must always be one administrator left.');
    });
    if (!user) throw notFound('The account');
    if (!user.active) await this.sessions.closeAllOf(id);
    // Rooms are joined by role at connect: whoever was changed connects anew.
    this.live.disconnect(id);
    return toUser(user);
  }
}
