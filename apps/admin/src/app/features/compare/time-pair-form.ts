import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { type Days } from '../../core/days';
import { I18n } from '../../core/i18n/i18n';
import { DayRange } from '../../ui/day-range';
import { type DayPair, pairOf, PRESETS } from './day-pair';

const SIDES = ['before', 'after'] as const;

/** Chooses two times, day by day or by what people compare most. */
@Component({
  selector: 'app-time-pair-form',
  imports: [DayRange, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'card' },
  template: `
    @for (side of sides; track side) {
      <fieldset>
        <legend>{{ t().compare.sides[side] }}</legend>
        <app-day-range [days]="pair()[side]" (chosen)="change(side, $event)" />
      </fieldset>
    }
    <div class="presets" role="group" [attr.aria-label]="t().compare.presets">
      @for (preset of presets; track preset) {
        <button matButton type="button" (click)="chosen.emit(pairOf(preset))">
          {{ t().compare.presetNames[preset] }}
        </button>
      }
    </div>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: var(--space-3) var(--space-6);
      padding: var(--space-4) var(--space-5);
    }

    fieldset {
      min-width: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }

    legend {
      padding: 0 0 var(--space-1);
      color: var(--ink-faint);
      font-size: 0.8125rem;
    }

    .presets {
      display: flex;
      flex-wrap: wrap;
      margin-inline-start: calc(var(--space-3) * -1);
    }
  `,
})
export class TimePairForm {
  readonly pair = input.required<DayPair>();
  readonly chosen = output<DayPair>();
  protected readonly t = inject(I18n).t;
  protected readonly sides = SIDES;
  protected readonly presets = PRESETS;

  protected pairOf(preset: (typeof PRESETS)[number]): DayPair {
    return pairOf(preset, new Date());
  }

  protected change(side: (typeof SIDES)[number], days: Days): void {
    this.chosen.emit({ ...this.pair(), [side]: days });
  }
}
