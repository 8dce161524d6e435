import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { type Job } from '@orders/contracts';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Icon } from '../../ui/icon';
import { type IconName } from '../../ui/icons';
import { actionsFor, type JobAction } from './job-actions';

const ITEMS: readonly { action: JobAction; icon: IconName }[] = [
  { action: 'cancel', icon: 'stop' },
  { action: 'first', icon: 'upload' },
  { action: 'usual', icon: 'queue' },
  { action: 'last', icon: 'chevronDown' },
  { action: 'retry', icon: 'repeat' },
  { action: 'reprocess', icon: 'repeat' },
  { action: 'columns', icon: 'columns' },
  { action: 'download', icon: 'download' },
  { action: 'report', icon: 'download' },
  { action: 'mail', icon: 'mail' },
  { action: 'acknowledge', icon: 'check' },
  { action: 'delete', icon: 'trash' },
];

/** What may be done to one job, behind three dots. */
@Component({
  selector: 'app-job-menu',
  imports: [Icon, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button
      matIconButton
      type="button"
      [matMenuTriggerFor]="menu"
      [attr.aria-label]="t().jobs.actionsFor(job().file.name)"
    >
      <app-icon name="dots" />
    </button>
    <mat-menu #menu="matMenu" xPosition="before">
      @for (item of items(); track item.action) {
        <button
          mat-menu-item
          type="button"
          [class.danger]="item.action === 'delete'"
          (click)="act.emit(item.action)"
        >
          <app-icon [name]="item.icon" /> {{ t().jobs.actions[item.action] }}
        </button>
      }
    </mat-menu>
  `,
  styles: `
    button[matIconButton] {
      color: var(--ink-faint);
    }
  `,
})
export class JobMenu {
  readonly job = input.required<Job>();
  readonly act = output<JobAction>();
  private readonly user = inject(Session).user;
  protected readonly t = inject(I18n).t;
  protected readonly items = computed(() => {
    const allowed = actionsFor(this.job(), this.user()?.role);
    return ITEMS.filter(({ action }) => allowed.has(action));
  });
}
