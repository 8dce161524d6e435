import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { type Job, type KnownFile } from '@orders/contracts';
import { Formats } from '../../core/format/formats';
import { fileErrorText } from '../../core/i18n/code-text';
import { I18n } from '../../core/i18n/i18n';
import { problemText } from '../../core/i18n/problem-text';
import { Icon } from '../../ui/icon';
import { ProgressBar } from '../../ui/progress-bar';
import { StatusChip } from '../../ui/status-chip';
import { needsColumns } from '../jobs/job-figures';
import { percentSent, secondsLeft, type Transfer } from './transfer';

/** One file: on its way, then what became of it. */
@Component({
  selector: 'app-transfer-row',
  imports: [Icon, MatButton, ProgressBar, RouterLink, StatusChip],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './transfer-row.html',
  styleUrl: './transfer-row.scss',
})
export class TransferRow {
  readonly transfer = input.required<Transfer>();
  readonly stop = output();
  readonly retry = output();
  readonly chooseColumns = output<Job>();
  protected readonly needsColumns = needsColumns;
  private readonly i18n = inject(I18n);
  protected readonly formats = inject(Formats);
  protected readonly t = this.i18n.t;
  protected readonly percent = computed(() => percentSent(this.transfer()));

  /** What is to be said about the file just now. */
  protected readonly note = computed(() => {
    const transfer = this.transfer();
    const t = this.t().uploads;
    switch (transfer.state) {
      case 'waiting':
        return t.waiting;
      case 'checking':
        return t.checking;
      case 'asked':
        return transfer.known ? this.knownNote(transfer.known) : '';
      case 'sending':
        return this.sendingNote(transfer);
      case 'cancelled':
        return t.cancelled;
      case 'refused':
        return transfer.refusal ? t.refusals[transfer.refusal] : this.problem(transfer);
      case 'accepted':
        return this.jobNote(transfer);
    }
  });

  protected readonly jobPercent = computed(() => this.transfer().job?.progress?.percent ?? null);

  private knownNote({ fileName, ownerName, createdAt }: KnownFile): string {
    return this.t().uploads.known(fileName, ownerName, this.formats.dateTime(createdAt));
  }

  private sendingNote(transfer: Transfer): string {
    if (this.percent() >= 100) {
      return this.t().uploads.storing;
    }
    const left = secondsLeft(transfer);
    const sent = this.formats.bytes(transfer.sent);
    const speed = this.formats.bytes(transfer.speed);
    return left === null
      ? this.t().uploads.sending
      : this.t().uploads.sendingAt(sent, speed, this.formats.duration(left));
  }

  private problem({ error }: Transfer): string {
    return error ? problemText(this.t(), error) : this.t().problems.unknown;
  }

  private jobNote({ job, stagedId }: Transfer): string {
    const t = this.t();
    if (stagedId) {
      return t.uploads.staged;
    }
    if (job?.error) {
      return fileErrorText(this.i18n, job.error);
    }
    if (job?.metrics) {
      const { rowsAccepted, rowsRejected, revenue } = job.metrics;
      return rowsRejected
        ? t.toasts.figuresWithRejected(
            this.formats.integer(rowsAccepted),
            this.formats.integer(rowsRejected),
            this.formats.money(revenue),
          )
        : t.toasts.figures(this.formats.integer(rowsAccepted), this.formats.money(revenue));
    }
    return job?.progress ? t.jobs.rowsRead(this.formats.integer(job.progress.rows)) : t.uploads.queued;
  }
}
