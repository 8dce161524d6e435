import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { type Job } from '@orders/contracts';
import { Formats } from '../../../core/format/formats';
import { fileErrorText } from '../../../core/i18n/file-error-text';
import { I18n } from '../../../core/i18n/i18n';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Icon } from '../../../ui/icon';
import { PageHeader } from '../../../ui/page-header';
import { Skeleton } from '../../../ui/skeleton';
import { actionsFor, type JobAction, JobActions } from '../job-actions';
import { JobMenu } from '../job-menu';
import { JobFacts } from './job-facts';
import { JobHeadline } from './job-headline';
import { JobProgressCard } from './job-progress-card';
import { JobResults } from './job-results';
import { JobStore } from './job-store';
import { type JobTab, JobTabs } from './job-tabs';
import { RowErrors } from './row-errors';
import { RowErrorStore } from './row-error-store';

/** One job: how far it is, what came of it, what was wrong with it, what may be done. */
@Component({
  selector: 'app-job-page',
  imports: [
    EmptyState,
    ErrorState,
    Icon,
    JobFacts,
    JobHeadline,
    JobMenu,
    JobProgressCard,
    JobResults,
    JobTabs,
    MatButton,
    PageHeader,
    RouterLink,
    RowErrors,
    Skeleton,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [JobStore, RowErrorStore],
  templateUrl: './job-page.html',
  styleUrl: './job-page.scss',
})
export class JobPage {
  readonly id = input.required<string>();
  readonly tab = input<string>();
  readonly code = input<string>();
  readonly q = input<string>();

  private readonly router = inject(Router);
  private readonly i18n = inject(I18n);
  private readonly actions = inject(JobActions);
  protected readonly store = inject(JobStore);
  protected readonly rowErrors = inject(RowErrorStore);
  protected readonly formats = inject(Formats);
  protected readonly t = this.i18n.t;

  protected readonly busy = computed(() => {
    const job = this.store.job();
    return job !== undefined && this.actions.isBusy(job);
  });
  protected readonly failure = computed(() => {
    const error = this.store.job()?.error;
    return error ? fileErrorText(this.i18n, error) : null;
  });
  /** The one action that stands beside the menu. */
  protected readonly primary = computed((): JobAction | null => {
    const job = this.store.job();
    const allowed = job ? actionsFor(job) : new Set<JobAction>();
    return (['cancel', 'retry', 'report'] as const).find((action) => allowed.has(action)) ?? null;
  });
  protected readonly shownTab = computed((): JobTab => {
    const wanted = this.tab();
    const job = this.store.job();
    if (wanted === 'rejected' && job?.metrics?.rowsRejected) {
      return 'rejected';
    }
    return wanted === 'facts' || !job?.metrics ? 'facts' : 'results';
  });

  constructor() {
    effect(() => this.store.id.set(this.id()));
    effect(() => this.rowErrors.show(this.id(), this.code(), this.q()));
  }

  protected openTab(tab: JobTab): void {
    this.navigate({ tab: tab === 'results' ? null : tab });
  }

  protected filterErrors(filter: { code: string | null; q: string | null }): void {
    this.navigate({ ...filter });
  }

  protected async act(action: JobAction, job: Job): Promise<void> {
    switch (action) {
      case 'download':
        return this.actions.downloadOriginal(job);
      case 'report':
        return this.actions.downloadRejected(job, 'xlsx');
      case 'delete': {
        const deleted = await this.actions.delete(job);
        await (deleted ? this.router.navigate(['/jobs']) : undefined);
        return;
      }
      case 'reprocess': {
        const made = await this.actions.reprocess(job);
        await (made ? this.router.navigate(['/jobs', made.id]) : undefined);
        return;
      }
      case 'cancel':
      case 'retry': {
        const changed = await this.actions[action](job);
        if (changed) {
          this.store.put(changed);
        }
      }
    }
  }

  protected downloadRejected(format: 'csv' | 'xlsx', job: Job): void {
    void this.actions.downloadRejected(job, format);
  }

  private navigate(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], {
      queryParams,
      queryParamsHandling: 'merge',
      replaceUrl: 'q' in queryParams,
    });
  }
}
