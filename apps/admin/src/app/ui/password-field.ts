import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatIconButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel, MatSuffix } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { I18n } from '../core/i18n/i18n';
import { Icon } from './icon';
import { FORM_FIELD_LOOK } from './form-field-look';

/** A password that its owner may look at while typing. */
@Component({
  selector: 'app-password-field',
  imports: [FormField, Icon, MatError, MatFormField, MatHint, MatIconButton, MatInput, MatLabel, MatSuffix],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [FORM_FIELD_LOOK],
  template: `
    <mat-form-field>
      <mat-label>{{ label() || t().auth.password }}</mat-label>
      <input
        matInput
        [type]="shown() ? 'text' : 'password'"
        [formField]="field()"
        [autocomplete]="autocomplete()"
      />
      <button
        matIconButton
        matSuffix
        type="button"
        [attr.aria-label]="shown() ? t().auth.hidePassword : t().auth.showPassword"
        (click)="shown.set(!shown())"
      >
        <app-icon [name]="shown() ? 'eyeOff' : 'eye'" />
      </button>
      @if (hint()) {
        <mat-hint>{{ hint() }}</mat-hint>
      }
      <mat-error>{{ invalid() }}</mat-error>
    </mat-form-field>
  `,
  styles: `
    mat-form-field {
      width: 100%;
    }

    button {
      color: var(--ink-faint);
    }
  `,
})
export class PasswordField {
  readonly field = input.required<FieldTree<string>>();
  readonly autocomplete = input.required<'current-password' | 'new-password'>();
  readonly invalid = input.required<string>();
  readonly hint = input('');
  /** Where it is not simply the password. */
  readonly label = input('');
  protected readonly t = inject(I18n).t;
  protected readonly shown = signal(false);
}
