import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { type Job } from '@orders/contracts';
import { Formats } from '../../../core/format/formats';
import { fileErrorText } from '../../../core/i18n/code-text';
import { I18n } from '../../../core/i18n/i18n';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Icon } from '../../../ui/icon';
import { PageHeader } from '../../../ui/page-header';
import { Skeleton } from '../../../ui/skeleton';
import { actionsFor, type JobAction, JobActions } from '../job-actions';
import { needsColumns } from '../job-figures';
import { JobMenu } from '../job-menu';
import { CombinedFigures } from './combined-figures';
import { JobFacts } from './job-facts';
import { JobHeadline } from './job-headline';
import { JobProgressCard } from './job-progress-card';
import { JobResults } from './job-results';
import { JobStore } from './job-store';
import { type JobTab, JobTabs } from './job-tabs';
import { JobTrailStore } from './job-trail-store';
import { RowErrors } from './row-errors';
import { RowErrorStore } from './row-error-store';
import { SupplementCard } from './supplement-card';
import { SupplementStore } from './supplement-store';

/** One job: how far it is, what came of it, what was wrong with it, what may be done. */
@Component({
  selector: 'app-job-page',
  imports: [
    CombinedFigures,
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
    SupplementCard,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [JobStore, JobTrailStore, RowErrorStore, SupplementStore],
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
  protected readonly trail = inject(JobTrailStore);
  protected readonly rowErrors = inject(RowErrorStore);
  protected readonly supplements = inject(SupplementStore);
  protected readonly formats = inject(Formats);
  protected readonly t = this.i18n.t;
  protected readonly needsColumns = needsColumns;

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
    effect(() => {
      this.store.id.set(this.id());
      this.trail.id.set(this.id());
    });
    effect(() => this.rowErrors.show(this.id(), this.code(), this.q()));
    effect(() => {
      const job = this.store.job();
      this.supplements.jobId.set(job?.metrics?.rowsRejected ? job.id : undefined);
    });
  }

  protected openTab(tab: JobTab): void {
    this.navigate({ tab: tab === 'results' ? null : tab });
  }

  protected filterErrors(filter: { code: string | null; q: string | null }): void {
    this.navigate({ ...filter });
  }

  protected async act(action: JobAction, job: Job): Promise<void> {
    const outcome = await this.actions.perform(action, job);
    if (outcome.kind === 'changed') {
      this.store.put(outcome.job);
    } else if (outcome.kind === 'deleted') {
      await this.router.navigate(['/jobs']);
    }
  }

  protected downloadRejected(format: 'csv' | 'xlsx', job: Job): void {
    void this.actions.downloadRejected(job, format);
  }

  protected async sendSupplement(file: File, job: Job): Promise<void> {
    await this.supplements.send(job.id, file);
  }

  private navigate(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], {
      queryParams,
      queryParamsHandling: 'merge',
      replaceUrl: 'q' in queryParams,
    });
  }
}
