import { booleanAttribute, ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { I18n } from '../core/i18n/i18n';
import { Session } from '../core/session/session';
import { Theme } from '../core/theme/theme';
import { Icon } from '../ui/icon';

/** Who is signed in, and what they may do about it. */
@Component({
  selector: 'app-user-menu',
  imports: [Icon, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './user-menu.html',
  styleUrl: './user-menu.scss',
})
export class UserMenu {
  readonly compact = input(false, { transform: booleanAttribute });
  private readonly session = inject(Session);
  protected readonly theme = inject(Theme);
  protected readonly t = inject(I18n).t;
  protected readonly user = this.session.user;
  protected readonly initials = computed(() => initialsOf(this.user()?.name ?? ''));

  protected signOut(): void {
    void this.session.signOut();
  }

  protected toggleTheme(): void {
    this.theme.choice.set(this.theme.isDark() ? 'light' : 'dark');
  }
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toUpperCase();
}
