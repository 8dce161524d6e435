import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { Icon } from './icon';

export interface Step<T extends string> {
  key: T;
  label: string;
  state: 'done' | 'current' | 'open' | 'closed';
}

/** The steps of a task in a row, on a phone one below the other. */
@Component({
  selector: 'app-stepper',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ol role="list" [attr.aria-label]="label()">
      @for (step of steps(); track step.key; let number = $index) {
        <li [attr.data-state]="step.state">
          <button
            type="button"
            [disabled]="step.state === 'closed'"
            [attr.aria-current]="step.state === 'current' ? 'step' : null"
            (click)="open.emit(step.key)"
          >
            <span class="mark">
              @if (step.state === 'done') {
                <app-icon name="check" />
              } @else {
                {{ number + 1 }}
              }
            </span>
            {{ step.label }}
          </button>
        </li>
      }
    </ol>
  `,
  styleUrl: './stepper.scss',
})
export class Stepper<T extends string> {
  readonly steps = input.required<readonly Step<T>[]>();
  readonly label = input.required<string>();
  readonly open = output<T>();
}
