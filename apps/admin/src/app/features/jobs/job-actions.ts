import { inject, Injectable, signal } from '@angular/core';
import { isTerminal, type Job } from '@orders/contracts';
import { firstValueFrom, map, type Observable } from 'rxjs';
import { Downloads } from '../../core/api/downloads';
import { JobsApi } from '../../core/api/jobs-api';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';
import { Confirm } from '../../ui/confirm';

export type JobAction = 'cancel' | 'retry' | 'reprocess' | 'delete' | 'download' | 'report';

/** What may be done to a job in its present state. */
export function actionsFor(job: Job): ReadonlySet<JobAction> {
  const actions = new Set<JobAction>();
  if (!isTerminal(job.status)) {
    actions.add('cancel');
  } else {
    actions.add('delete');
  }
  if ((job.status === 'failed' || job.status === 'cancelled') && job.fileAvailable) {
    actions.add('retry');
  }
  if (job.status === 'completed' && job.fileAvailable) {
    actions.add('reprocess');
  }
  if (job.fileAvailable) {
    actions.add('download');
  }
  if (job.metrics?.rowsRejected) {
    actions.add('report');
  }
  return actions;
}

/** What a person does to jobs: asked first where it destroys, told about when it fails. */
@Injectable({ providedIn: 'root' })
export class JobActions {
  private readonly api = inject(JobsApi);
  private readonly downloads = inject(Downloads);
  private readonly toasts = inject(Toasts);
  private readonly confirm = inject(Confirm);
  private readonly i18n = inject(I18n);
  private readonly running = signal<ReadonlySet<string>>(new Set());

  isBusy(job: Job): boolean {
    return this.running().has(job.id);
  }

  /** The job after it was told to stop, or null when that failed. */
  cancel(job: Job): Promise<Job | null> {
    return this.run(job, this.api.cancel(job.id), this.i18n.t().jobs.failures.cancel);
  }

  retry(job: Job): Promise<Job | null> {
    return this.run(job, this.api.retry(job.id), this.i18n.t().jobs.failures.retry);
  }

  /** The new job for the same file, or null. */
  reprocess(job: Job): Promise<Job | null> {
    return this.run(job, this.api.reprocess(job.id), this.i18n.t().jobs.failures.reprocess);
  }

  /** Deletes a job for good, when its user says so; resolves whether it is gone. */
  async delete(job: Job): Promise<boolean> {
    const { deletion, failures } = this.i18n.t().jobs;
    const question = { title: deletion.title, text: deletion.text(job.file.name), action: deletion.action };
    if (!(await this.confirm.ask(question))) {
      return false;
    }
    const request = this.api.delete(job.id).pipe(map(() => true));
    const deleted = await this.run(job, request, failures.delete);
    if (deleted) {
      this.toasts.show('info', deletion.done(job.file.name));
    }
    return deleted ?? false;
  }

  /** Deletes several after one question; resolves the ids of those that are gone. */
  async deleteAll(jobs: readonly Job[]): Promise<string[]> {
    const { deletion, failures } = this.i18n.t().jobs;
    const text = deletion.textMany(jobs.length);
    if (!(await this.confirm.ask({ title: deletion.titleMany, text, action: deletion.action }))) {
      return [];
    }
    const gone = await Promise.all(
      jobs.map((job) => this.run(job, this.api.delete(job.id).pipe(map(() => job.id)), failures.delete)),
    );
    return gone.filter((id) => id !== null);
  }

  async downloadOriginal(job: Job): Promise<void> {
    await this.download(this.downloads.originalFile(job.id, job.file.name));
  }

  async downloadRejected(job: Job, format: 'csv' | 'xlsx'): Promise<void> {
    await this.download(this.downloads.rejectedRows(job.id, format));
  }

  private async run<T>(job: Job, request: Observable<T>, failure: string): Promise<T | null> {
    this.running.update((ids) => new Set(ids).add(job.id));
    try {
      return await firstValueFrom(request);
    } catch (thrown) {
      this.toasts.failure(failure, thrown);
      return null;
    } finally {
      this.running.update((ids) => new Set([...ids].filter((id) => id !== job.id)));
    }
  }

  private async download(saved: Promise<void>): Promise<void> {
    try {
      await saved;
    } catch (thrown) {
      this.toasts.failure(this.i18n.t().common.downloadFailed, thrown);
    }
  }
}
