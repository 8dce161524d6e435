import { booleanAttribute, ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { I18n } from '../core/i18n/i18n';
import { Session } from '../core/session/session';
import { Icon } from '../ui/icon';
import { type IconName } from '../ui/icons';

interface Destination {
  link: string;
  icon: IconName;
  label: string;
  exact?: boolean;
  badge?: number;
}

/** The console's places: down the side, or along the bottom of a phone. */
@Component({
  selector: 'app-main-nav',
  imports: [Icon, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink, RouterLinkActive],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class.is-bottom]': 'bottom()' },
  templateUrl: './main-nav.html',
  styleUrl: './main-nav.scss',
})
export class MainNav {
  readonly bottom = input(false, { transform: booleanAttribute });
  readonly inWork = input(0);
  protected readonly t = inject(I18n).t;
  protected readonly isAdmin = inject(Session).isAdmin;

  protected readonly main = computed((): Destination[] => {
    const { nav } = this.t().shell;
    return [
      { link: '/', icon: 'home', label: nav.overview, exact: true },
      { link: '/upload', icon: 'upload', label: nav.upload },
      { link: '/jobs', icon: 'history', label: nav.history, badge: this.inWork() },
      { link: '/mails', icon: 'mail', label: nav.mails },
    ];
  });

  protected readonly own = computed((): Destination[] => {
    const { nav } = this.t().shell;
    return [
      { link: '/integrations', icon: 'compare', label: nav.integrations },
      { link: '/settings', icon: 'settings', label: nav.settings },
    ];
  });

  protected readonly admin = computed((): Destination[] => {
    const { nav } = this.t().shell;
    return this.isAdmin()
      ? [
          { link: '/admin/queue', icon: 'queue', label: nav.queue },
          { link: '/admin/users', icon: 'users', label: nav.users },
          { link: '/admin/system', icon: 'info', label: nav.system },
          { link: '/admin/audit', icon: 'archive', label: nav.audit },
        ]
      : [];
  });
}
