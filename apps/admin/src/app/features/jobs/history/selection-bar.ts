import { ChangeDetectionStrategy, Component, computed, inject, input, model, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { BulkAction, type Job } from '@orders/contracts';
import { I18n } from '../../../core/i18n/i18n';
import { actionsFor } from '../job-actions';

const COMMANDS: readonly BulkAction[] = BulkAction.options;

/** What may be done to all selected jobs together. */
@Component({
  selector: 'app-selection-bar',
  imports: [MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span role="status">{{ t().history.selected(whole() ? (total() ?? 0) : jobs().length) }}</span>
    @if (!whole() && (total() ?? 0) > jobs().length) {
      <button matButton type="button" (click)="whole.set(true)">
        {{ t().history.selectWhole(total() ?? 0) }}
      </button>
    }
    <span class="actions">
      @for (command of commands(); track command) {
        <button matButton type="button" (click)="act.emit(command)">{{ t().jobs.actions[command] }}</button>
      }
      @if (hasFiles()) {
        <button matButton type="button" (click)="download.emit()">{{ t().history.downloadAll }}</button>
      }
      @if (pair(); as ids) {
        <a matButton routerLink="/compare" [queryParams]="ids">{{ t().history.compare }}</a>
      }
      <button matButton type="button" (click)="clear.emit()">{{ t().history.clearSelection }}</button>
    </span>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2);
      padding: var(--space-1) var(--space-5);
      background: var(--accent-soft);
      font-weight: 550;
    }

    .actions {
      margin-inline-start: auto;
    }
  `,
})
export class SelectionBar {
  readonly jobs = input.required<readonly Job[]>();
  /** How many the filter finds in all, once all of the page are selected. */
  readonly total = input.required<number | null>();
  /** The selection is all that the filter finds. */
  readonly whole = model(false);
  readonly act = output<BulkAction>();
  readonly download = output();
  readonly clear = output();
  protected readonly t = inject(I18n).t;
  /** Two completed jobs, the earlier one first. */
  protected readonly pair = computed(() => {
    const [a, b, ...others] = this.jobs().toSorted((one, other) =>
      one.createdAt.localeCompare(other.createdAt),
    );
    return a?.metrics && b?.metrics && others.length === 0 ? { a: a.id, b: b.id } : null;
  });
  protected readonly hasFiles = computed(() => this.jobs().some(({ fileAvailable }) => fileAvailable));
  protected readonly commands = computed(() =>
    COMMANDS.filter((command) => this.jobs().some((job) => actionsFor(job).has(command))),
  );
}
