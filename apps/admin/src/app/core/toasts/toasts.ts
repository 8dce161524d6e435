import { inject, Injectable } from '@angular/core';
import { ToastrService } from 'ngx-toastr';
import { toApiError } from '../api/api-error';
import { I18n } from '../i18n/i18n';
import { problemText } from '../i18n/problem-text';
import { type ToastLink } from './job-toast';

export type ToastKind = 'success' | 'info' | 'warning' | 'error';

/** Short notes about what happened, with a link where there is something to see. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  private readonly toastr = inject(ToastrService);
  private readonly i18n = inject(I18n);

  show(kind: ToastKind, title: string, message?: string, payload?: ToastLink): void {
    this.toastr[kind]<ToastLink | undefined>(message, title, { payload });
  }

  /** Tells that an action did not work, in the words for its problem code. */
  failure(title: string, thrown: unknown): void {
    this.show('error', title, problemText(this.i18n.t(), toApiError(thrown)));
  }
}
