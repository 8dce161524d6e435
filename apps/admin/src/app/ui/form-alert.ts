import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon } from './icon';

/** Why a form was refused. */
@Component({
  selector: 'app-form-alert',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'alert' },
  template: `<app-icon name="alert" /> {{ text() }}`,
  styles: `
    :host {
      display: flex;
      gap: var(--space-3);
      padding: var(--space-3) var(--space-4);
      border-radius: var(--radius);
      color: var(--bad);
      background: var(--bad-soft);
      font-weight: 500;
    }
  `,
})
export class FormAlert {
  readonly text = input.required<string>();
}
