import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { type Job } from '@orders/contracts';
import { Downloads } from '../../core/api/downloads';
import { Formats } from '../../core/format/formats';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { PageHeader } from '../../ui/page-header';
import { DropZone } from './drop-zone';
import { JobActions } from '../jobs/job-actions';
import { StagedList } from './staged/staged-list';
import { StagedStore } from './staged/staged-store';
import { TransferRow } from './transfer-row';
import { UploadOptions } from './upload-options';
import { UploadStore } from './upload-store';

/** Files go up here, and what becomes of each is seen at once. */
@Component({
  selector: 'app-upload-page',
  imports: [DropZone, EmptyState, Icon, MatButton, PageHeader, StagedList, TransferRow, UploadOptions],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './upload-page.html',
  styleUrl: './upload-page.scss',
})
export class UploadPage {
  private readonly downloads = inject(Downloads);
  private readonly actions = inject(JobActions);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly store = inject(UploadStore);
  protected readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;

  constructor() {
    void this.store.loadLimits();
    void inject(StagedStore).load();
    this.store.toLookAt
      .pipe(takeUntilDestroyed())
      .subscribe((id) => void this.router.navigate(['/upload/staged', id]));
  }

  protected chooseColumns(job: Job): void {
    void this.actions.perform('columns', job);
  }

  protected async downloadTemplate(): Promise<void> {
    try {
      await this.downloads.template();
    } catch (thrown) {
      this.toasts.failure(this.t().common.downloadFailed, thrown);
    }
  }
}
