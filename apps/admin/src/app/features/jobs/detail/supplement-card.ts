import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type Job } from '@orders/contracts';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';
import { problemText } from '../../../core/i18n/problem-text';
import { Ago } from '../../../ui/ago';
import { FormAlert } from '../../../ui/form-alert';
import { Icon } from '../../../ui/icon';
import { ProgressBar } from '../../../ui/progress-bar';
import { JobProgressCell } from '../job-progress-cell';
import { type SupplementStore } from './supplement-store';

/** Takes the corrected rows of a job, and lists the files that brought some. */
@Component({
  selector: 'app-supplement-card',
  imports: [Ago, FormAlert, Icon, JobProgressCell, ProgressBar, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'card' },
  templateUrl: './supplement-card.html',
  styleUrl: './supplement-card.scss',
})
export class SupplementCard {
  readonly job = input.required<Job>();
  readonly store = input.required<SupplementStore>();
  readonly send = output<File>();
  protected readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
  protected readonly problemText = problemText;

  protected choose(event: Event): void {
    const control = event.target;
    const file = control instanceof HTMLInputElement ? control.files?.[0] : undefined;
    if (file && control instanceof HTMLInputElement) {
      this.send.emit(file);
      control.value = '';
    }
  }
}
