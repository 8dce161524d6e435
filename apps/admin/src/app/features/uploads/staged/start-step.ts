import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';
import { StagedDraft } from './staged-draft';

/** Says in one sentence what will happen, and lets it happen. */
@Component({
  selector: 'app-start-step',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card padded">
      <p class="sentence" [class.warn]="wouldStop()">{{ sentence() }}</p>
      <p class="faint">{{ t().staged.mailNote }}</p>
    </section>
    <footer>
      <button matButton="outlined" class="first" type="button" (click)="back.emit()">
        {{ t().staged.back }}
      </button>
      <button matButton="filled" type="button" [disabled]="wouldStop() || starting()" (click)="start.emit()">
        {{ t().staged.startNow }}
      </button>
    </footer>
  `,
  styleUrl: './step.scss',
})
export class StartStep {
  /** It is being started: two clicks make one job. */
  readonly starting = input.required<boolean>();
  readonly back = output();
  readonly start = output();
  private readonly formats = inject(Formats);
  private readonly draft = inject(StagedDraft);
  protected readonly t = inject(I18n).t;

  /** The check says that the policy would fail the file. */
  protected readonly wouldStop = computed(() => {
    const [most, rejected] = [this.draft.mostRejected(), this.draft.check()?.metrics.rowsRejected];
    return most !== null && rejected !== undefined && rejected > most;
  });
  protected readonly sentence = computed(() => {
    const t = this.t().staged;
    const name = this.draft.staged()?.file.name ?? '';
    const from = t.from(this.draft.preview()?.sheet ?? null);
    const most = this.draft.mostRejected();
    const allowed = this.formats.integer(most ?? 0);
    const metrics = this.draft.check()?.metrics;
    if (!metrics) {
      return most === null ? t.sentence.unchecked(name, from) : t.sentence.uncheckedStop(name, from, allowed);
    }
    const rows = this.formats.integer(metrics.rowsAccepted);
    const rejected = this.formats.integer(metrics.rowsRejected);
    const revenue = this.formats.money(metrics.revenue);
    if (this.wouldStop()) {
      return t.sentence.stops(name, rejected, allowed);
    }
    return metrics.rowsRejected === 0
      ? t.sentence.good(name, rows, from, revenue)
      : t.sentence.partly(name, rows, rejected, revenue);
  });
}
