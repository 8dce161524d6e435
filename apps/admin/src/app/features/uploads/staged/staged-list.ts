import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';
import { Ago } from '../../../ui/ago';
import { Icon } from '../../../ui/icon';
import { StagedStore } from './staged-store';

/** The files that wait to be looked at; nothing where there is none. */
@Component({
  selector: 'app-staged-list',
  imports: [Ago, Icon, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (store.items().length) {
      <section class="card" aria-labelledby="staged-title">
        <header class="card-head">
          <h2 id="staged-title">{{ t().staged.waitingFiles }}</h2>
        </header>
        <ul role="list">
          @for (staged of store.items(); track staged.id) {
            <li>
              <app-icon name="file" />
              <div class="words">
                <span class="name truncate">{{ staged.file.name }}</span>
                <span class="faint small">
                  {{ formats.bytes(staged.file.size) }} · {{ t().staged.expires }}
                  <app-ago [at]="staged.expiresAt" />
                </span>
              </div>
              <a matButton="outlined" [routerLink]="['/upload/staged', staged.id]">{{ t().staged.lookAt }}</a>
            </li>
          }
        </ul>
      </section>
    }
  `,
  styles: `
    :host {
      display: contents;
    }

    li {
      display: flex;
      align-items: center;
      gap: var(--space-4);
      padding: var(--space-3) var(--space-5);
    }

    li + li {
      border-top: 1px solid var(--line);
    }

    app-icon {
      color: var(--ink-faint);
      font-size: var(--text-lead);
    }

    .words {
      flex: 1;
      min-width: 0;
    }

    .name {
      font-weight: 550;
    }
  `,
})
export class StagedList {
  protected readonly store = inject(StagedStore);
  protected readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
}
