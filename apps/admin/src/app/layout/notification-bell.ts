import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { type Job } from '@orders/contracts';
import { Formats } from '../core/format/formats';
import { fileErrorText } from '../core/i18n/code-text';
import { I18n } from '../core/i18n/i18n';
import { Notifications } from '../core/notifications';
import { Ago } from '../ui/ago';
import { Icon } from '../ui/icon';

/** What ended lately, behind a bell that counts what is unread. */
@Component({
  selector: 'app-notification-bell',
  imports: [Ago, Icon, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './notification-bell.html',
  styleUrl: './notification-bell.scss',
})
export class NotificationBell {
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);
  protected readonly notifications = inject(Notifications);
  protected readonly t = this.i18n.t;

  protected summary(job: Job): string {
    if (job.error) {
      return fileErrorText(this.i18n, job.error);
    }
    if (!job.metrics) {
      return this.t().status[job.status];
    }
    const { rowsAccepted, rowsRejected, revenue } = job.metrics;
    const accepted = this.formats.integer(rowsAccepted);
    const money = this.formats.money(revenue);
    return rowsRejected === 0
      ? this.t().toasts.figures(accepted, money)
      : this.t().toasts.figuresWithRejected(accepted, this.formats.integer(rowsRejected), money);
  }

  protected kind(job: Job): 'good' | 'warn' | 'bad' | 'plain' {
    if (job.status === 'failed') {
      return 'bad';
    }
    if (job.status === 'cancelled') {
      return 'plain';
    }
    return job.metrics?.rowsRejected ? 'warn' : 'good';
  }
}
