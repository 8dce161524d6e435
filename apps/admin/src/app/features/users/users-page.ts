import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { type User, type UserChange } from '@orders/contracts';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { Ago } from '../../ui/ago';
import { Confirm } from '../../ui/confirm';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { Icon } from '../../ui/icon';
import { PageHeader } from '../../ui/page-header';
import { Pager } from '../../ui/pager';
import { Skeleton } from '../../ui/skeleton';
import { UsersStore } from './users-store';

/** Accounts and their roles, for admins. */
@Component({
  selector: 'app-users-page',
  imports: [
    Ago,
    EmptyState,
    ErrorState,
    Icon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PageHeader,
    Pager,
    Skeleton,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [UsersStore],
  templateUrl: './users-page.html',
  styleUrl: './users-page.scss',
})
export class UsersPage {
  private readonly toasts = inject(Toasts);
  private readonly confirm = inject(Confirm);
  protected readonly store = inject(UsersStore);
  protected readonly me = inject(Session).user;
  protected readonly t = inject(I18n).t;

  protected async setRole(user: User): Promise<void> {
    await this.change(user, { role: user.role === 'admin' ? 'member' : 'admin' });
  }

  protected async setActive(user: User): Promise<void> {
    const t = this.t().users;
    const question = { title: t.blockTitle, text: t.blockText(user.name), action: t.block };
    if (!user.active || (await this.confirm.ask(question))) {
      await this.change(user, { active: !user.active });
    }
  }

  private async change(user: User, change: UserChange): Promise<void> {
    try {
      await this.store.change(user, change);
      this.toasts.show('success', this.t().users.changed(user.name));
    } catch (thrown) {
      this.toasts.failure(this.t().users.notChanged, thrown);
    }
  }
}
