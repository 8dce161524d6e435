import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { I18n } from '../../core/i18n/i18n';

/** A secret that is shown this once. */
@Component({
  selector: 'app-secret-note',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'status' },
  template: `
    <p>{{ text() }}</p>
    <code>{{ secret() }}</code>
    <span class="actions">
      <button matButton="outlined" type="button" (click)="copy()">
        {{ copied() ? t().integrations.copied : t().integrations.copy }}
      </button>
      <button matButton type="button" (click)="seen.emit()">{{ t().integrations.kept }}</button>
    </span>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
      padding: var(--space-4) var(--space-5);
      background: var(--good-soft);
      border-bottom: 1px solid var(--line);
    }

    code {
      padding: var(--space-2) var(--space-3);
      border-radius: var(--radius-small);
      background: var(--surface);
      font-family: var(--font-mono);
      font-size: 0.8125rem;
      overflow-wrap: anywhere;
    }
  `,
})
export class SecretNote {
  readonly text = input.required<string>();
  readonly secret = input.required<string>();
  readonly seen = output();
  protected readonly t = inject(I18n).t;
  protected readonly copied = signal(false);

  protected copy(): void {
    navigator.clipboard.writeText(this.secret()).then(
      () => this.copied.set(true),
      // Without leave to the clipboard it can still be selected by hand.
      () => this.copied.set(false),
    );
  }
}
