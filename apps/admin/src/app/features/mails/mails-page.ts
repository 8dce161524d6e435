import { ChangeDetectionStrategy, Component, effect, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { type Mail } from '@orders/contracts';
import { Downloads } from '../../core/api/downloads';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { Ago } from '../../ui/ago';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { Icon } from '../../ui/icon';
import { PageHeader } from '../../ui/page-header';
import { Pager } from '../../ui/pager';
import { Skeleton } from '../../ui/skeleton';
import { MailPreview } from './mail-preview';
import { MailsStore } from './mails-store';

/** The e-mail reports: what was sent to whom, and how each looks. */
@Component({
  selector: 'app-mails-page',
  imports: [Ago, EmptyState, ErrorState, Icon, MailPreview, MatButton, PageHeader, Pager, Skeleton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [MailsStore],
  templateUrl: './mails-page.html',
  styleUrl: './mails-page.scss',
})
export class MailsPage {
  /** The mail that is looked at; from the address. */
  readonly open = input<string>();
  private readonly router = inject(Router);
  private readonly downloads = inject(Downloads);
  private readonly toasts = inject(Toasts);
  protected readonly store = inject(MailsStore);
  protected readonly isAdmin = inject(Session).isAdmin;
  protected readonly t = inject(I18n).t;

  constructor() {
    effect(() => this.store.openId.set(this.open()));
  }

  protected show(id: string | null): void {
    void this.router.navigate([], { queryParams: { open: id } });
  }

  protected async resend(mail: Mail): Promise<void> {
    try {
      await this.store.resend(mail.id);
      this.toasts.show('success', this.t().mails.resent, mail.to);
    } catch (thrown) {
      this.toasts.failure(this.t().mails.notResent, thrown);
    }
  }

  protected async download(mail: Mail): Promise<void> {
    try {
      await this.downloads.mail(mail.id);
    } catch (thrown) {
      this.toasts.failure(this.t().common.downloadFailed, thrown);
    }
  }
}
