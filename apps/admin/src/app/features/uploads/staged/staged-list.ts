import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';
import { Toasts } from '../../../core/toasts/toasts';
import { Ago } from '../../../ui/ago';
import { Icon } from '../../../ui/icon';
import { readinessOf } from './readiness';
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
          @if (store.ready().length > 1) {
            <button matButton="filled" type="button" [disabled]="starting()" (click)="startReady()">
              {{ t().staged.startReady(store.ready().length) }}
            </button>
          }
        </header>
        <ul role="list">
          @for (staged of store.items(); track staged.id) {
            <li>
              <app-icon name="file" />
              <div class="words">
                <span class="name truncate">{{ staged.file.name }}</span>
                <span class="faint small">
                  <strong [attr.data-readiness]="readinessOf(staged)">{{
                    t().staged.readiness[readinessOf(staged)]
                  }}</strong>
                  · {{ formats.bytes(staged.file.size) }} · {{ t().staged.expires }}
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

    strong {
      font-weight: 550;
    }

    [data-readiness='ready'] {
      color: var(--good);
    }

    [data-readiness='columns'],
    [data-readiness='known'] {
      color: var(--warn);
    }

    [data-readiness='failed'] {
      color: var(--bad);
    }
  `,
})
export class StagedList {
  protected readonly store = inject(StagedStore);
  protected readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
  protected readonly readinessOf = readinessOf;
  protected readonly starting = signal(false);
  private readonly toasts = inject(Toasts);

  protected async startReady(): Promise<void> {
    this.starting.set(true);
    try {
      const started = this.t().staged.startedReady(await this.store.startReady());
      this.toasts.show('info', started, undefined, { link: '/jobs', label: this.t().staged.seeJobsNow });
    } catch (thrown) {
      this.toasts.failure(this.t().staged.notStarted, thrown);
    } finally {
      this.starting.set(false);
    }
  }
}
