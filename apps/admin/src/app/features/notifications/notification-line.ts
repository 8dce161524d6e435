import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { type Notification, type NotificationOutcome } from '@orders/contracts';
import { Formats } from '../../core/format/formats';
import { fileErrorText } from '../../core/i18n/code-text';
import { I18n } from '../../core/i18n/i18n';
import { Ago } from '../../ui/ago';
import { Icon } from '../../ui/icon';
import { type IconName } from '../../ui/icons';

const ICON_OF: Record<NotificationOutcome, IconName> = {
  completed: 'checkCircle',
  completed_with_errors: 'alert',
  failed: 'close',
};

/** How a job ended: complete, complete with rejected rows, or not at all. */
@Component({
  selector: 'app-notification-line',
  imports: [Ago, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[attr.data-outcome]': 'notification().outcome', '[class.unread]': '!notification().read' },
  template: `
    <span class="mark"><app-icon [name]="icon()" /></span>
    <span class="words">
      <span class="file truncate">
        {{ notification().fileName }}
        @if (!notification().read) {
          <span class="visually-hidden">{{ t().notifications.unread }}</span>
        }
      </span>
      <span class="said">{{ summary() }}</span>
      <app-ago class="when" [at]="notification().time" />
    </span>
  `,
  styleUrl: './notification-line.scss',
})
export class NotificationLine {
  readonly notification = input.required<Notification>();
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);
  protected readonly t = this.i18n.t;
  protected readonly icon = computed(() => ICON_OF[this.notification().outcome]);
  protected readonly summary = computed(() => {
    const { error, rowsRejected, revenue } = this.notification();
    if (error) {
      return fileErrorText(this.i18n, error);
    }
    const t = this.t().notifications;
    const money = this.formats.money(revenue ?? '0.00');
    return rowsRejected === 0
      ? t.complete(money)
      : t.withRejected(rowsRejected, this.formats.integer(rowsRejected), money);
  });
}
