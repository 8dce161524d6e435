import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { type EChartsCoreOption } from 'echarts/core';
import { NgxEchartsDirective, provideEchartsCore } from 'ngx-echarts';

/** A chart. What it shows must also stand in a table or text beside it. */
@Component({
  selector: 'app-chart',
  imports: [NgxEchartsDirective],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [provideEchartsCore({ echarts: async () => (await import('./echarts')).echarts })],
  host: { role: 'img', '[attr.aria-label]': 'label()' },
  template: `<div echarts [options]="options()" [initOpts]="{ renderer: 'svg' }"></div>`,
  styles: `
    :host,
    div {
      display: block;
      width: 100%;
      height: 100%;
    }
  `,
})
export class Chart {
  readonly options = input.required<EChartsCoreOption>();
  readonly label = input.required<string>();
}
