import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import { Icon } from './icon';
import { type IconName } from './icons';

export interface Segment<T extends string> {
  value: T;
  label: string;
  icon?: IconName;
  /** The language of the label where it is not the page's. */
  lang?: string;
}

let groups = 0;

/** One of a few, all in sight: radio buttons that look like one control. */
@Component({
  selector: 'app-segmented',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'radiogroup', '[attr.aria-label]': 'label()' },
  template: `
    @for (segment of segments(); track segment.value) {
      <label [attr.lang]="segment.lang">
        <input
          type="radio"
          class="visually-hidden"
          [name]="group"
          [value]="segment.value"
          [checked]="segment.value === value()"
          (change)="value.set(segment.value)"
        />
        @if (segment.icon; as icon) {
          <app-icon [name]="icon" />
        }
        {{ segment.label }}
      </label>
    }
  `,
  styleUrl: './segmented.scss',
})
export class Segmented<T extends string> {
  readonly segments = input.required<readonly Segment<T>[]>();
  readonly value = model.required<T>();
  readonly label = input.required<string>();
  protected readonly group = `segmented-${groups++}`;
}
