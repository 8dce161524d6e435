import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { I18n } from '../core/i18n/i18n';

@Component({
  selector: 'app-name-dialog',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ title }}</h2>
    <form (submit)="$event.preventDefault(); dialog.close(box.value)">
      <mat-dialog-content>
        <input #box class="control" type="text" maxlength="60" [attr.aria-label]="t().auth.name" />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ t().common.cancel }}</button>
        <button matButton="filled" type="submit">{{ t().common.save }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    .control {
      width: 100%;
    }
  `,
})
export class NameDialog {
  protected readonly title = inject<string>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<NameDialog, string>>(MatDialogRef);
  protected readonly t = inject(I18n).t;
}
