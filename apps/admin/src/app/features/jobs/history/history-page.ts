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
import { type BulkAction } from '@orders/contracts';
import * as z from 'zod';
import { type BulkTarget } from '../../../core/api/jobs-api';
import { Downloads } from '../../../core/api/downloads';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';
import { stored } from '../../../core/stored';
import { Session } from '../../../core/session/session';
import { Toasts } from '../../../core/toasts/toasts';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Icon } from '../../../ui/icon';
import { PageHeader } from '../../../ui/page-header';
import { Pager } from '../../../ui/pager';
import { Skeleton } from '../../../ui/skeleton';
import { JobActions } from '../job-actions';
import { ColumnMenu } from './column-menu';
import { filterFrom, type HistoryFilter, isNarrowed, paramsFrom } from './history-filter';
import { OptionalColumn } from './history-columns';
import { HistoryFilters } from './history-filters';
import { HistoryStore } from './history-store';
import { HistoryTable } from './history-table';
import { OwnerList } from './owner-list';
import { type RowCommand } from './row-command';
import { SavedViews } from './saved-views';
import { SelectionBar } from './selection-bar';
import { StatusTabs } from './status-tabs';

/** All uploads: found, followed, acted upon. What it shows stands in the address. */
@Component({
  selector: 'app-history-page',
  imports: [
    ColumnMenu,
    SavedViews,
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
  providers: [HistoryStore, OwnerList],
  templateUrl: './history-page.html',
  styleUrl: './history-page.scss',
})
export class HistoryPage {
  readonly status = input<string>();
  readonly q = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly sort = input<string>();
  readonly size = input<string>();
  readonly attention = input<string>();
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
  private readonly ownerList = inject(OwnerList).owners;
  protected readonly owners = computed(() => (this.isAdmin() ? this.ownerList() : null));
  protected readonly filter = computed(() =>
    filterFrom({
      status: this.status(),
      q: this.q(),
      from: this.from(),
      to: this.to(),
      sort: this.sort(),
      size: this.size(),
      attention: this.attention(),
      owner: this.owner(),
      cursor: this.cursor(),
    }),
  );
  protected readonly narrowed = computed(() => isNarrowed(this.filter()));
  protected readonly hidden = stored('orders.hidden-columns', z.array(OptionalColumn), []);
  protected readonly exporting = signal(false);
  protected readonly selected = linkedSignal<HistoryFilter, ReadonlySet<string>>({
    source: this.filter,
    computation: () => new Set<string>(),
  });
  protected readonly selectedJobs = computed(() =>
    this.store.jobs().filter(({ id }) => this.selected().has(id)),
  );
  /** The selection is all that the filter finds, on other pages too. */
  protected readonly wholeFilter = linkedSignal({ source: this.selected, computation: () => false });
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
    const outcome = await this.actions.perform(action, job);
    if (outcome.kind === 'changed') {
      this.store.put(outcome.job);
    } else if (outcome.kind === 'deleted') {
      this.store.remove(job.id);
    }
  }

  protected async actOnSelection(action: BulkAction): Promise<void> {
    const what = this.selection();
    const count = this.wholeFilter() ? (this.store.total() ?? this.selected().size) : this.selected().size;
    if (await this.actions.bulk(action, count, what)) {
      this.clearSelection();
      this.store.reload();
    }
  }

  protected async downloadSelection(): Promise<void> {
    try {
      await this.downloads.originalFiles(this.selection());
    } catch (thrown) {
      this.toasts.failure(this.t().common.downloadFailed, thrown);
    }
  }

  private selection(): BulkTarget {
    return this.wholeFilter() ? { filter: this.store.request() } : { ids: [...this.selected()] };
  }

  protected clearSelection(): void {
    this.selected.set(new Set());
  }

  protected async exportCsv(): Promise<void> {
    this.exporting.set(true);
    try {
      await this.downloads.jobList(this.store.request());
    } catch (thrown) {
      this.toasts.failure(this.t().common.downloadFailed, thrown);
    } finally {
      this.exporting.set(false);
    }
  }
}
