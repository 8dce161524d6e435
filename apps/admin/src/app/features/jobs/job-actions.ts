import { inject, Injectable, signal } from '@angular/core';
import { Router } from '@angular/router';
import { type BulkAction, isTerminal, type Job, type Role } from '@orders/contracts';
import { firstValueFrom, map, type Observable } from 'rxjs';
import { Downloads } from '../../core/api/downloads';
import { type BulkTarget, JobsApi } from '../../core/api/jobs-api';
import { StagedUploadsApi } from '../../core/api/staged-uploads-api';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';
import { Confirm } from '../../ui/confirm';

/** Where a waiting job may be put among the others. */
type Place = 'first' | 'usual' | 'last';

export type JobAction = BulkAction | Place | 'reprocess' | 'columns' | 'download' | 'report' | 'mail';

/** What an action left behind: the job as it is now, its absence, or nothing that changes what is shown. */
export type Outcome = { kind: 'changed'; job: Job } | { kind: 'deleted' } | { kind: 'none' };

const NOTHING: Outcome = { kind: 'none' };
/** The highest priority is taken before all others, the lowest after them. */
const PRIORITY_OF: Record<Place, number> = { first: 10, usual: 0, last: -10 };

/** What somebody of `role` may do to a job in its present state. */
export function actionsFor(job: Job, role: Role = 'member'): ReadonlySet<JobAction> {
  const ended = isTerminal(job.status);
  const movable = role === 'admin' && job.status === 'pending';
  const allowed: Record<JobAction, boolean> = {
    cancel: !ended,
    first: movable && job.priority < PRIORITY_OF.first,
    usual: movable && job.priority !== PRIORITY_OF.usual,
    last: movable && job.priority > PRIORITY_OF.last,
    retry: (job.status === 'failed' || job.status === 'cancelled') && job.fileAvailable,
    reprocess: job.status === 'completed' && job.fileAvailable,
    columns: (job.status === 'completed' || job.status === 'failed') && job.fileAvailable,
    download: job.fileAvailable,
    report: Boolean(job.metrics?.rowsRejected),
    mail: job.report.state === 'sent',
    acknowledge: job.needsAttention,
    delete: ended,
  };
  const actions: JobAction[] = [
    'cancel',
    'first',
    'usual',
    'last',
    'retry',
    'reprocess',
    'columns',
    'download',
    'report',
    'mail',
    'acknowledge',
    'delete',
  ];
  return new Set(actions.filter((action) => allowed[action]));
}

/** What a person does to jobs: asked first where it destroys, told about when it fails. */
@Injectable({ providedIn: 'root' })
export class JobActions {
  private readonly api = inject(JobsApi);
  private readonly staged = inject(StagedUploadsApi);
  private readonly downloads = inject(Downloads);
  private readonly toasts = inject(Toasts);
  private readonly confirm = inject(Confirm);
  private readonly router = inject(Router);
  private readonly i18n = inject(I18n);
  private readonly running = signal<ReadonlySet<string>>(new Set());

  isBusy(job: Job): boolean {
    return this.running().has(job.id);
  }

  /** Does it; a failure is told to the person and comes back as no outcome. */
  async perform(action: JobAction, job: Job): Promise<Outcome> {
    switch (action) {
      case 'cancel':
      case 'retry':
      case 'acknowledge':
        return this.change(this.api[action](job.id), job, this.i18n.t().jobs.failures[action]);
      case 'first':
      case 'usual':
      case 'last':
        return this.change(
          this.api.change(job.id, { priority: PRIORITY_OF[action] }),
          job,
          this.i18n.t().jobs.failures.place,
        );
      case 'delete':
        return this.delete(job);
      case 'reprocess':
        return this.reprocess(job);
      case 'columns':
        return this.chooseColumns(job);
      case 'mail':
        return this.openReport(job);
      case 'download':
        return this.download(this.downloads.originalFile(job.id, job.file.name));
      case 'report':
        return this.download(this.downloads.rejectedRows(job.id, 'xlsx'));
    }
  }

  /** Acts on `count` jobs at once, after a question where it destroys; resolves whether it was done. */
  async bulk(action: BulkAction, count: number, target: BulkTarget): Promise<boolean> {
    const { deletion, failures, bulkDone } = this.i18n.t().jobs;
    const question = { title: deletion.titleMany, text: deletion.textMany(count), action: deletion.action };
    if (action === 'delete' && !(await this.confirm.ask(question))) {
      return false;
    }
    try {
      const { matched, changed } = await firstValueFrom(this.api.bulk(action, target));
      this.toasts.show(changed === matched ? 'success' : 'info', bulkDone(changed, matched));
      return true;
    } catch (thrown) {
      this.toasts.failure(failures[action], thrown);
      return false;
    }
  }

  downloadRejected(job: Job, format: 'csv' | 'xlsx'): Promise<Outcome> {
    return this.download(this.downloads.rejectedRows(job.id, format));
  }

  private async change(request: Observable<Job>, job: Job, failure: string): Promise<Outcome> {
    const changed = await this.run(job, request, failure);
    return changed ? { kind: 'changed', job: changed } : NOTHING;
  }

  private async delete(job: Job): Promise<Outcome> {
    const { deletion, failures } = this.i18n.t().jobs;
    const question = { title: deletion.title, text: deletion.text(job.file.name), action: deletion.action };
    if (!(await this.confirm.ask(question))) {
      return NOTHING;
    }
    const request = this.api.delete(job.id).pipe(map(() => true));
    if (!(await this.run(job, request, failures.delete))) {
      return NOTHING;
    }
    this.toasts.show('info', deletion.done(job.file.name));
    return { kind: 'deleted' };
  }

  private async reprocess(job: Job): Promise<Outcome> {
    const made = await this.run(job, this.api.reprocess(job.id), this.i18n.t().jobs.failures.reprocess);
    if (made) {
      await this.router.navigate(['/jobs', made.id]);
    }
    return NOTHING;
  }

  private async chooseColumns(job: Job): Promise<Outcome> {
    const staged = await this.run(job, this.staged.stageJob(job.id), this.i18n.t().jobs.failures.columns);
    if (staged) {
      await this.router.navigate(['/upload/staged', staged.id]);
    }
    return NOTHING;
  }

  private async openReport(job: Job): Promise<Outcome> {
    const mail = await this.run(job, this.api.report(job.id), this.i18n.t().jobs.failures.mail);
    if (mail) {
      await this.router.navigate(['/mails'], { queryParams: { open: mail.id } });
    }
    return NOTHING;
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

  private async download(saved: Promise<void>): Promise<Outcome> {
    try {
      await saved;
    } catch (thrown) {
      this.toasts.failure(this.i18n.t().common.downloadFailed, thrown);
    }
    return NOTHING;
  }
}
