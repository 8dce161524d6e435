import { inject, Injectable } from '@angular/core';
import { type Job } from '@orders/contracts';
import { Formats } from '../format/formats';
import { fileErrorText } from '../i18n/code-text';
import { I18n } from '../i18n/i18n';
import { Live } from '../live/live';
import { Session } from '../session/session';
import { Toasts } from './toasts';

/** Tells the user, wherever they are in the console, when a job of theirs ends. */
@Injectable({ providedIn: 'root' })
export class JobAnnouncer {
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);

  constructor() {
    inject(Live).changes.subscribe((change) => {
      if (change.kind === 'finished' && change.job.owner.id === this.session.user()?.id) {
        this.announce(change.job);
      }
    });
  }

  private announce(job: Job): void {
    const t = this.i18n.t();
    const payload = { link: `/jobs/${job.id}`, label: t.toasts.openJob };
    if (job.status === 'completed' && job.metrics) {
      const { rowsRejected, rowsAccepted, revenue } = job.metrics;
      const accepted = this.formats.integer(rowsAccepted);
      const rejected = this.formats.integer(rowsRejected);
      const money = this.formats.money(revenue);
      if (rowsRejected === 0) {
        this.toasts.show(
          'success',
          t.toasts.completed(job.file.name),
          t.toasts.figures(accepted, money),
          payload,
        );
      } else {
        const message = t.toasts.figuresWithRejected(accepted, rejected, money);
        this.toasts.show('warning', t.toasts.completedWithRejected(job.file.name), message, payload);
      }
    } else if (job.status === 'failed' && job.error) {
      this.toasts.show('error', t.toasts.failed(job.file.name), fileErrorText(this.i18n, job.error), payload);
    } else if (job.status === 'cancelled') {
      this.toasts.show('info', t.toasts.cancelled(job.file.name), undefined, payload);
    }
  }
}
