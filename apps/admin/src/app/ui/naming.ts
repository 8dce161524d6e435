import { inject, Injectable, Injector } from '@angular/core';
import { firstValueFrom } from 'rxjs';

/** Asks for a name. The dialog is loaded when it is needed. */
@Injectable({ providedIn: 'root' })
export class Naming {
  private readonly injector = inject(Injector);

  /** The name without blanks around it, or null when the person thought better of it. */
  async ask(title: string): Promise<string | null> {
    const [{ MatDialog }, { NameDialog }] = await Promise.all([
      import('@angular/material/dialog'),
      import('./name-dialog'),
    ]);
    const dialog = this.injector.get(MatDialog).open<unknown, string, string>(NameDialog, {
      data: title,
      width: '24rem',
    });
    return (await firstValueFrom(dialog.afterClosed()))?.trim() || null;
  }
}
