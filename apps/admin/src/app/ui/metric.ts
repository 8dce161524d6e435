import { ChangeDetectionStrategy, Component, input } from '@angular/core';

export type MetricTone = 'plain' | 'good' | 'bad';

/** One figure with its name, and a note below such as the change against the time before. */
@Component({
  selector: 'app-metric',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'card' },
  template: `
    <dl>
      <dt>{{ label() }}</dt>
      <dd class="value">{{ value() }}</dd>
      @if (note()) {
        <dd class="note" [attr.data-tone]="tone()">{{ note() }}</dd>
      }
    </dl>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
      padding: var(--space-4);
      container-type: inline-size;
    }

    dt {
      color: var(--ink-faint);
      font-size: 0.8125rem;
    }

    .value {
      margin-top: var(--space-1);
      font-size: clamp(1.0625rem, 13cqi, var(--text-figure));
      font-weight: 600;
      line-height: 1.25;
      letter-spacing: -0.02em;
      overflow-wrap: anywhere;
    }

    .note {
      margin-top: var(--space-1);
      color: var(--ink-faint);
      font-size: var(--text-small);
    }

    [data-tone='good'] {
      color: var(--good);
    }

    [data-tone='bad'] {
      color: var(--bad);
    }
  `,
})
export class Metric {
  readonly label = input.required<string>();
  readonly value = input.required<string>();
  readonly note = input<string | null>(null);
  readonly tone = input<MetricTone>('plain');
}
