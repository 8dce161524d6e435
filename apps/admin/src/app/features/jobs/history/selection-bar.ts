import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { type Job } from '@orders/contracts';
import { I18n } from '../../../core/i18n/i18n';
import { actionsFor } from '../job-actions';

export type BulkCommand = 'cancel' | 'retry' | 'delete';
const COMMANDS: readonly BulkCommand[] = ['cancel', 'retry', 'delete'];

/** What may be done to all selected jobs together. */
@Component({
  selector: 'app-selection-bar',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span role="status">{{ t().history.selected(jobs().length) }}</span>
    <span class="actions">
      @for (command of commands(); track command) {
        <button matButton type="button" (click)="act.emit(command)">{{ t().jobs.actions[command] }}</button>
      }
      <button matButton type="button" (click)="clear.emit()">{{ t().history.clearSelection }}</button>
    </span>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-2);
      padding: var(--space-1) var(--space-5);
      background: var(--accent-soft);
      font-weight: 550;
    }
  `,
})
export class SelectionBar {
  readonly jobs = input.required<readonly Job[]>();
  readonly act = output<BulkCommand>();
  readonly clear = output();
  protected readonly t = inject(I18n).t;
  protected readonly commands = computed(() =>
    COMMANDS.filter((command) => this.jobs().every((job) => actionsFor(job).has(command))),
  );
}
