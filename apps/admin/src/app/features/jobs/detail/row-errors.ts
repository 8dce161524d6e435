import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  inject,
  input,
  type OnInit,
  output,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { type Job, RowErrorCode } from '@orders/contracts';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';
import { rowErrorName, rowErrorText } from '../../../core/i18n/code-text';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Icon } from '../../../ui/icon';
import { Pager } from '../../../ui/pager';
import { Skeleton } from '../../../ui/skeleton';
import { type RowErrorStore } from './row-error-store';

/** The rejected rows: by reason, searched, each wrong cell with what to do about it. */
@Component({
  selector: 'app-row-errors',
  imports: [EmptyState, ErrorState, Icon, MatButton, Pager, Skeleton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './row-errors.html',
  styleUrl: './row-errors.scss',
})
export class RowErrors implements OnInit {
  readonly job = input.required<Job>();
  readonly store = input.required<RowErrorStore>();
  readonly filter = output<{ code: RowErrorCode | null; q: string | null }>();
  readonly download = output<'csv' | 'xlsx'>();
  protected readonly i18n = inject(I18n);
  protected readonly formats = inject(Formats);
  protected readonly t = this.i18n.t;
  protected readonly rowErrorText = rowErrorText;
  protected readonly rowErrorName = rowErrorName;
  private readonly destroyRef = inject(DestroyRef);

  protected readonly reasons = computed(() => {
    const counts = this.job().metrics?.errorsByCode ?? {};
    return RowErrorCode.options
      .map((code) => ({ code, count: counts[code] ?? 0 }))
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count);
  });
  protected readonly summary = computed(() => {
    const total = this.store().total();
    return total === null ? '' : this.t().jobs.cells(total, this.formats.integer(total));
  });

  ngOnInit(): void {
    const store = this.store();
    store.active.set(true);
    this.destroyRef.onDestroy(() => store.active.set(false));
  }

  protected choose(code: RowErrorCode): void {
    const same = this.store().code() === code;
    this.filter.emit({ code: same ? null : code, q: this.store().search() || null });
  }

  protected search(text: string): void {
    this.filter.emit({ code: this.store().code(), q: text.trim() || null });
  }
}
