import { ChangeDetectionStrategy, Component, computed, inject, input, model, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type Job, type JobSort } from '@orders/contracts';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';
import { Ago } from '../../../ui/ago';
import { JobMenu } from '../job-menu';
import { durationSeconds } from '../job-figures';
import { JobProgressCell } from '../job-progress-cell';
import { OptionalColumn } from './history-columns';
import { type RowCommand } from './row-command';
import { SortHeader } from './sort-header';

/** The uploads as a table; on a phone each row becomes a card. */
@Component({
  selector: 'app-history-table',
  imports: [Ago, JobMenu, JobProgressCell, RouterLink, SortHeader],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './history-table.html',
  styleUrl: './history-table.scss',
})
export class HistoryTable {
  readonly jobs = input.required<readonly Job[]>();
  readonly owners = input.required<boolean>();
  readonly hidden = input.required<readonly OptionalColumn[]>();
  readonly sort = input.required<JobSort>();
  readonly selected = model.required<ReadonlySet<string>>();
  readonly sortBy = output<JobSort>();
  readonly act = output<RowCommand>();
  protected readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
  protected readonly durationSeconds = durationSeconds;
  protected readonly shown = computed(() => {
    const hidden = new Set(this.owners() ? this.hidden() : [...this.hidden(), 'owner' as const]);
    return new Set(OptionalColumn.options.filter((column) => !hidden.has(column)));
  });
  protected readonly allSelected = computed(() => this.jobs().every(({ id }) => this.selected().has(id)));

  protected ariaSort(column: string): 'ascending' | 'descending' | null {
    if (this.sort() === column) {
      return 'ascending';
    }
    return this.sort() === `-${column}` ? 'descending' : null;
  }

  protected select(job: Job, on: boolean): void {
    const ids = new Set(this.selected());
    if (on) {
      ids.add(job.id);
    } else {
      ids.delete(job.id);
    }
    this.selected.set(ids);
  }

  protected selectAll(on: boolean): void {
    this.selected.set(new Set(on ? this.jobs().map(({ id }) => id) : []));
  }
}
