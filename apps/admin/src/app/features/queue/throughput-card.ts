import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { QueueApi } from '../../core/api/queue-api';
import { Formats } from '../../core/format/formats';
import { I18n } from '../../core/i18n/i18n';
import { type Column } from '../../ui/chart/column-chart';
import { ColumnFigure } from '../../ui/chart/column-figure';

/** How many jobs ended in each five minutes of the last hour. */
@Component({
  selector: 'app-throughput-card',
  imports: [ColumnFigure],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'card' },
  template: `
    <header class="card-head">
      <h2>{{ t().queue.throughput }}</h2>
      <span class="faint small">{{ t().queue.throughputNote }}</span>
    </header>
    <app-column-figure [columns]="columns()" [label]="t().queue.throughput" />
  `,
})
export class ThroughputCard {
  /** How many jobs have ended; a change of it is what makes the figures be fetched again. */
  readonly ended = input.required<number>();
  private readonly api = inject(QueueApi);
  private readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
  private readonly intervals = rxResource({
    params: () => ({ ended: this.ended() }),
    stream: () => this.api.throughput(),
  });
  protected readonly columns = computed((): Column[] => {
    const intervals = this.intervals.hasValue() ? this.intervals.value() : [];
    return intervals.map(({ from, completed, failed, cancelled }) => {
      const ended = completed + failed + cancelled;
      return {
        name: this.formats.timeOfDay(from),
        value: ended,
        text: this.t().queue.endedOf(this.formats.integer(ended), this.formats.integer(failed)),
      };
    });
  });
}
