import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { type JobSort } from '@orders/contracts';
import { Icon } from '../../../ui/icon';

type Column = Exclude<JobSort, `-${string}`>;

/** A column's name that orders the list by it: down first, then up. */
@Component({
  selector: 'app-sort-header',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button
      type="button"
      [class]="direction()"
      (click)="sortBy.emit(direction() === 'down' ? by() : descending())"
    >
      {{ label() }} <app-icon name="chevronDown" />
    </button>
  `,
  styles: `
    button {
      display: inline-flex;
      align-items: center;
      gap: 0.1875rem;
      padding: 0;
      border: 0;
      color: inherit;
      background: none;
      font: inherit;
      cursor: pointer;
    }

    button:is(:hover, .up, .down) {
      color: var(--ink);
    }

    :host-context(.number) button {
      flex-direction: row-reverse;
    }

    app-icon {
      opacity: 0;
      transition: opacity 0.15s;
    }

    button:is(:hover, :focus-visible, .up, .down) app-icon {
      opacity: 1;
    }

    .up app-icon {
      transform: rotate(180deg);
    }
  `,
})
export class SortHeader {
  readonly by = input.required<Column>();
  readonly label = input.required<string>();
  readonly sort = input.required<JobSort>();
  readonly sortBy = output<JobSort>();
  protected readonly descending = computed((): JobSort => `-${this.by()}`);
  protected readonly direction = computed(() => {
    if (this.sort() === this.by()) {
      return 'up';
    }
    return this.sort() === this.descending() ? 'down' : '';
  });
}
