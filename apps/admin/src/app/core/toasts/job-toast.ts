import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ToastNoAnimation } from 'ngx-toastr';
import { I18n } from '../i18n/i18n';
import { Icon } from '../../ui/icon';
import { type IconName } from '../../ui/icons';

/** Where a toast leads. */
export interface ToastLink {
  link: string;
  label: string;
}

const ICON_OF: Record<string, IconName> = {
  'toast-success': 'checkCircle',
  'toast-warning': 'alert',
  'toast-error': 'alert',
  'toast-info': 'info',
};

/** Our look of a toast: an icon for its kind, what happened, and a link to it. */
@Component({
  selector: 'app-job-toast',
  imports: [Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './job-toast.html',
  styleUrl: './job-toast.scss',
})
export class JobToast extends ToastNoAnimation<ToastLink> {
  protected readonly t = inject(I18n).t;
  protected readonly icon = ICON_OF[this.toastPackage.toastType] ?? 'info';
}
