import { ChangeDetectionStrategy, Component, effect, inject, input } from '@angular/core';
import { Title } from '@angular/platform-browser';

const PRODUCT = 'Bulk Orders';

/** The head of a page: its name, which the browser's tab gets too, a line below, and actions by slot. */
@Component({
  selector: 'app-page-header',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="words">
      <h1 tabindex="-1">{{ heading() }}</h1>
      @if (lead()) {
        <p class="lead">{{ lead() }}</p>
      }
    </div>
    <div class="actions"><ng-content /></div>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: flex-end;
      justify-content: space-between;
      gap: var(--space-3) var(--space-6);
    }

    .words {
      flex: 1 1 12rem;
      min-width: 0;
    }

    h1 {
      overflow-wrap: anywhere;
    }

    h1:focus {
      outline: none;
    }

    .lead {
      margin-top: var(--space-1);
      color: var(--ink-faint);
    }
  `,
})
export class PageHeader {
  readonly heading = input.required<string>();
  readonly lead = input<string | null>(null);

  constructor() {
    const title = inject(Title);
    effect(() => title.setTitle(`${this.heading()} · ${PRODUCT}`));
  }
}
