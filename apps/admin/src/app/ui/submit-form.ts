import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { I18n } from '../core/i18n/i18n';
import { problemText } from '../core/i18n/problem-text';
import { FormAlert } from './form-alert';
import { type Submission } from './submission';

/** The frame of a form: why it was refused, the fields by slot, and the button that sends it. */
@Component({
  selector: 'app-submit-form',
  imports: [FormAlert, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form class="form" novalidate (submit)="$event.preventDefault(); send.emit()">
      @if (submission().error(); as problem) {
        <app-form-alert [text]="problemText(t(), problem)" />
      }
      <ng-content />
      <button [matButton]="look()" type="submit" [disabled]="submission().pending()">
        {{ submission().pending() ? (pendingText() ?? action()) : action() }}
      </button>
    </form>
  `,
  styles: `
    button.mat-mdc-outlined-button {
      justify-self: start;
    }
  `,
})
export class SubmitForm {
  readonly submission = input.required<Submission>();
  /** What the button says. */
  readonly action = input.required<string>();
  /** What it says while the form is on its way, where that differs. */
  readonly pendingText = input<string | null>(null);
  readonly look = input<'filled' | 'outlined'>('filled');
  readonly send = output();
  protected readonly t = inject(I18n).t;
  protected readonly problemText = problemText;
}
