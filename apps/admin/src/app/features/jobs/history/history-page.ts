import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { type Job } from '@orders/contracts';
import { Downloads } from '../../../core/api/downloads';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';
import { Session } from '../../../core/session/session';
import { Toasts } from '../../../core/toasts/toasts';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Icon } from '../../../ui/icon';
import { PageHeader } from '../../../ui/page-header';
import { Pager } from '../../../ui/pager';
import { Skeleton } from '../../../ui/skeleton';
import { JobActions } from '../job-actions';
import { historyCsv } from './history-csv';
import { filterFrom, type HistoryFilter, isNarrowed, paramsFrom } from './history-filter';
import { HistoryFilters } from './history-filters';
import { HistoryStore } from './history-store';
import { HistoryTable } from './history-table';
import { type RowCommand } from './row-command';
import { SelectionBar, type BulkCommand } from './selection-bar';
import { StatusTabs } from './status-tabs';

const EXPORT_LIMIT = 10_000;

/** All uploads: found, followed, acted upon. What it shows stands in the address. */
@Component({
  selector: 'app-history-page',
  imports: [
    EmptyState,
    ErrorState,
    HistoryFilters,
    HistoryTable,
    Icon,
    MatButton,
    PageHeader,
    Pager,
    RouterLink,
    SelectionBar,
    Skeleton,
    StatusTabs,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [HistoryStore],
  templateUrl: './history-page.html',
  styleUrl: './history-page.scss',
})
export class HistoryPage {
  readonly status = input<string>();
  readonly q = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly sort = input<string>();
  readonly owner = input<string>();
  readonly cursor = input<string>();

  private readonly router = inject(Router);
  private readonly actions = inject(JobActions);
  private readonly downloads = inject(Downloads);
  private readonly toasts = inject(Toasts);
  protected readonly store = inject(HistoryStore);
  protected readonly formats = inject(Formats);
  protected readonly isAdmin = inject(Session).isAdmin;
  protected readonly t = inject(I18n).t;
  protected readonly filter = computed(() =>
    filterFrom({
      status: this.status(),
      q: this.q(),
      from: this.from(),
      to: this.to(),
      sort: this.sort(),
      owner: this.owner(),
      cursor: this.cursor(),
    }),
  );
  protected readonly narrowed = computed(() => isNarrowed(this.filter()));
  protected readonly exporting = signal(false);
  protected readonly selected = linkedSignal<HistoryFilter, ReadonlySet<string>>({
    source: this.filter,
    computation: () => new Set<string>(),
  });
  protected readonly selectedJobs = computed(() =>
    this.store.jobs().filter(({ id }) => this.selected().has(id)),
  );
  protected readonly summary = computed(() => {
    const total = this.store.total();
    return total === null ? '' : this.t().history.total(total, this.formats.integer(total));
  });

  constructor() {
    effect(() => {
      const filter = this.filter();
      untracked(() => this.store.filter.set(filter));
    });
  }

  /** Shows what `change` asks for, from its first page on. */
  protected show(change: Partial<HistoryFilter>): void {
    const queryParams = paramsFrom({ ...this.filter(), cursor: '', ...change });
    void this.router.navigate([], { queryParams, replaceUrl: change.search !== undefined });
  }

  protected back(): void {
    history.back();
  }

  protected async act({ action, job }: RowCommand): Promise<void> {
    switch (action) {
      case 'download':
        return this.actions.downloadOriginal(job);
      case 'report':
        return this.actions.downloadRejected(job, 'xlsx');
      case 'delete':
        return this.removeWhenDeleted(job);
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

  protected async actOnSelection(action: BulkCommand): Promise<void> {
    const jobs = this.selectedJobs();
    if (action === 'delete') {
      const deleted = await this.actions.deleteAll(jobs);
      deleted.forEach((id) => this.store.remove(id));
    } else {
      const changed = await Promise.all(jobs.map((job) => this.actions[action](job)));
      changed.filter((job) => job !== null).forEach((job) => this.store.put(job));
    }
    this.clearSelection();
  }

  protected clearSelection(): void {
    this.selected.set(new Set());
  }

  protected async exportCsv(): Promise<void> {
    this.exporting.set(true);
    try {
      const jobs = await this.store.all(EXPORT_LIMIT);
      this.downloads.saveText(historyCsv(jobs, this.t().history.csvHeader), 'uploads.csv', 'text/csv');
    } catch (thrown) {
      this.toasts.failure(this.t().common.downloadFailed, thrown);
    } finally {
      this.exporting.set(false);
    }
  }

  private async removeWhenDeleted(job: Job): Promise<void> {
    if (await this.actions.delete(job)) {
      this.store.remove(job.id);
    }
  }
}
