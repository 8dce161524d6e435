import { inject, Injectable, Injector } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { type Question } from './confirm-dialog';

/** Asks before something is destroyed. The dialog is loaded when it is needed. */
@Injectable({ providedIn: 'root' })
export class Confirm {
  private readonly injector = inject(Injector);

  /** Resolves true only when the person chose the action itself. */
  async ask(question: Question): Promise<boolean> {
    const [{ MatDialog }, { ConfirmDialog }] = await Promise.all([
      import('@angular/material/dialog'),
      import('./confirm-dialog'),
    ]);
    const dialog = this.injector.get(MatDialog).open<unknown, Question, boolean>(ConfirmDialog, {
      data: question,
      width: '26rem',
      autoFocus: 'dialog',
    });
    return (await firstValueFrom(dialog.afterClosed())) === true;
  }
}
