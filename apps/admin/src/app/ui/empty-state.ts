import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon } from './icon';
import { type IconName } from './icons';

/** What a list shows when there is nothing in it: what that means, and by the slot what to do. */
@Component({
  selector: 'app-empty-state',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span class="disc"><app-icon [name]="icon()" /></span>
    <p class="title">{{ heading() }}</p>
    @if (text()) {
      <p class="text">{{ text() }}</p>
    }
    <ng-content />
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: var(--space-2);
      padding: var(--space-10) var(--space-5);
      text-align: center;
    }

    .disc {
      display: grid;
      place-items: center;
      width: 2.75rem;
      height: 2.75rem;
      margin-bottom: var(--space-1);
      border-radius: 50%;
      color: var(--ink-faint);
      background: var(--neutral-soft);
      font-size: var(--text-lead);
    }

    .title {
      font-weight: 600;
    }

    .text {
      max-width: 26rem;
      margin-bottom: var(--space-2);
      color: var(--ink-faint);
      text-wrap: balance;
    }
  `,
})
export class EmptyState {
  readonly icon = input<IconName>('inbox');
  readonly heading = input.required<string>();
  readonly text = input<string | null>(null);
}
