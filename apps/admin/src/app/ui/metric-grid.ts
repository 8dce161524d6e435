import { ChangeDetectionStrategy, Component } from '@angular/core';

/** Six figures in a row, the first of which is the one that people look for. */
@Component({
  selector: 'app-metric-grid',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<ng-content />`,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1.7fr) repeat(5, minmax(0, 1fr));
      gap: var(--space-3);
    }

    @media (width < 80rem) {
      :host {
        grid-template-columns: repeat(3, minmax(0, 1fr));
      }
    }

    @media (width < 40rem) {
      :host {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
    }
  `,
})
export class MetricGrid {}
