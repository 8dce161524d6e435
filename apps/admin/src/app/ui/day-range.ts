import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { type Days } from '../core/days';
import { I18n } from '../core/i18n/i18n';

/** A first and a last day, to be typed or picked. */
@Component({
  selector: 'app-day-range',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label>
      <span class="visually-hidden">{{ t().history.from }}</span>
      <input
        #from
        type="date"
        class="control"
        [value]="days().from"
        [max]="days().to"
        (change)="change({ from: from.value })"
      />
    </label>
    <span aria-hidden="true">–</span>
    <label>
      <span class="visually-hidden">{{ t().history.to }}</span>
      <input
        #to
        type="date"
        class="control"
        [value]="days().to"
        [min]="days().from"
        (change)="change({ to: to.value })"
      />
    </label>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      min-width: 0;
    }

    .control {
      width: 100%;
      min-width: 0;
    }
  `,
})
export class DayRange {
  readonly days = input.required<Days>();
  readonly chosen = output<Days>();
  protected readonly t = inject(I18n).t;

  /** While a day is being typed, or lies on the wrong side of the other, nothing is chosen yet. */
  protected change(change: Partial<Days>): void {
    const days = { ...this.days(), ...change };
    if (days.from && days.to && days.from <= days.to) {
      this.chosen.emit(days);
    }
  }
}
