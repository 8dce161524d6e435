import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { I18n } from '../../../core/i18n/i18n';

/** What happens with rejected rows: they are left out, or too many of them stop the file. */
@Component({
  selector: 'app-rejected-policy',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'card' },
  template: `
    <fieldset>
      <legend>{{ t().staged.policy }}</legend>
      <label>
        <input type="radio" name="policy" [checked]="most() === null" (change)="allow.emit(null)" />
        <span>
          <span class="name">{{ t().staged.skip }}</span>
          <span class="faint small">{{ t().staged.skipText }}</span>
        </span>
      </label>
      <div class="stop">
        <label>
          <input type="radio" name="policy" [checked]="most() !== null" (change)="allow.emit(0)" />
          <span>
            <span class="name">{{ t().staged.stop }}</span>
            <span class="faint small">{{ t().staged.stopText }}</span>
          </span>
        </label>
        <input
          #box
          class="control"
          type="number"
          min="0"
          step="1"
          inputmode="numeric"
          [attr.aria-label]="t().staged.mostRejected"
          [value]="most() ?? 0"
          [disabled]="most() === null"
          (change)="set(box.valueAsNumber)"
        />
      </div>
    </fieldset>
  `,
  styles: `
    fieldset {
      display: grid;
      gap: var(--space-4);
      margin: 0;
      padding: var(--space-5);
      border: 0;
    }

    legend {
      float: left;
      padding: 0;
      font-size: var(--text-lead);
      font-weight: 600;
    }

    label {
      display: flex;
      align-items: flex-start;
      gap: var(--space-3);
      cursor: pointer;
    }

    input[type='radio'] {
      flex: none;
      width: 1rem;
      height: 1rem;
      margin: 0.125rem 0 0;
      accent-color: var(--accent);
    }

    .name {
      display: block;
      font-weight: 550;
    }

    .stop {
      display: flex;
      align-items: center;
      gap: var(--space-4);
    }

    .control {
      width: 6rem;
    }

    .control:disabled {
      color: var(--ink-faint);
      background: var(--surface-sunk);
    }
  `,
})
export class RejectedPolicy {
  /** How many rejected rows are allowed; null for any number. */
  readonly most = input.required<number | null>();
  readonly allow = output<number | null>();
  protected readonly t = inject(I18n).t;

  protected set(most: number): void {
    if (Number.isInteger(most) && most >= 0) {
      this.allow.emit(most);
    }
  }
}
