import { signal } from '@angular/core';
import { type FieldState } from '@angular/forms/signals';
import { type ApiError, toApiError } from '../core/api/api-error';

/** The sending of a form: whether it is on its way, and why it was refused. */
export class Submission {
  readonly pending = signal(false);
  readonly error = signal<ApiError | null>(null);

  /** Runs `action` unless the form is invalid or being sent already; resolves whether it was accepted. */
  async send(form: FieldState<unknown>, action: () => Promise<void>): Promise<boolean> {
    form.markAsTouched();
    if (form.invalid() || this.pending()) {
      return false;
    }
    this.pending.set(true);
    this.error.set(null);
    try {
      await action();
      return true;
    } catch (thrown) {
      this.error.set(toApiError(thrown));
      return false;
    } finally {
      this.pending.set(false);
    }
  }
}
