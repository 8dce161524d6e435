import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { JobSort } from '@orders/contracts';
import { debounceTime, distinctUntilChanged, skip } from 'rxjs';
import { I18n } from '../../../core/i18n/i18n';
import { Icon } from '../../../ui/icon';
import { type HistoryFilter, isSizeClass, type SizeClass } from './history-filter';

const TYPING_PAUSE_MS = 300;

/** Somebody whose jobs are to be seen. */
interface Owner {
  id: string;
  name: string;
  email: string;
}

/** Search, dates, whose, and order. */
@Component({
  selector: 'app-history-filters',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './history-filters.html',
  styleUrl: './history-filters.scss',
})
export class HistoryFilters {
  readonly filter = input.required<HistoryFilter>();
  /** Whose jobs there are to choose from; null where one sees only one's own. */
  readonly owners = input.required<readonly Owner[] | null>();
  readonly changed = output<Partial<HistoryFilter>>();
  protected readonly t = inject(I18n).t;
  protected readonly typed = signal('');
  protected readonly sorts = computed(() => {
    const names = this.t().history.sorts;
    return JobSort.options.map((value) => ({ value, name: names[value] }));
  });

  protected readonly sizes = computed(() => {
    const { sizes } = this.t().history;
    const values = ['', 'small', 'medium', 'large'] as const;
    return values.map((value) => ({ value, name: sizes[value || 'any'] }));
  });

  /** The chosen owner where the list does not have them. */
  protected readonly unlisted = computed(() => {
    const { owner } = this.filter();
    const known = owner === 'me' || this.owners()?.some(({ id }) => id === owner);
    return owner && !known ? owner : null;
  });

  constructor() {
    effect(() => {
      const { search } = this.filter();
      untracked(() => {
        if (search !== this.typed().trim()) {
          this.typed.set(search);
        }
      });
    });
    toObservable(this.typed)
      .pipe(skip(1), debounceTime(TYPING_PAUSE_MS), distinctUntilChanged(), takeUntilDestroyed())
      .subscribe((text) => {
        if (text.trim() !== this.filter().search) {
          this.changed.emit({ search: text.trim() });
        }
      });
  }

  protected sizeOf(value: string): SizeClass | '' {
    return isSizeClass(value) ? value : '';
  }

  protected sortBy(value: string): void {
    const sort = JobSort.safeParse(value);
    if (sort.success) {
      this.changed.emit({ sort: sort.data });
    }
  }
}
