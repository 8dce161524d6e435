import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { type EChartsCoreOption } from 'echarts/core';
import { Chart } from './chart';
import { ChartColours } from './chart-colours';

export interface Bar {
  name: string;
  /** For the length of the bar only; what is shown is `text`. */
  value: number;
  text: string;
}

/** Horizontal bars, longest first. */
@Component({
  selector: 'app-bar-chart',
  imports: [Chart],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<app-chart [options]="options()" [label]="label()" [style.height.rem]="height()" />`,
  styles: `
    app-chart {
      display: block;
    }
  `,
})
export class BarChart {
  readonly bars = input.required<readonly Bar[]>();
  readonly label = input.required<string>();
  private readonly colours = inject(ChartColours);
  protected readonly height = computed(() => 2 + this.bars().length * 2);

  protected readonly options = computed((): EChartsCoreOption => {
    const palette = this.colours.palette();
    const bars = this.bars();
    return {
      animationDuration: 300,
      textStyle: { fontFamily: palette.font },
      grid: {
        left: 0,
        right: 84,
        top: 4,
        bottom: 4,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: { type: 'value', show: false },
      yAxis: {
        type: 'category',
        inverse: true,
        data: bars.map(({ name }) => name),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: palette.ink, fontSize: 12, width: 150, overflow: 'truncate' },
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 16,
          itemStyle: { color: palette.accent, borderRadius: [0, 3, 3, 0] },
          label: {
            show: true,
            position: 'right',
            color: palette.faint,
            fontSize: 12,
            formatter: ({ dataIndex }: { dataIndex: number }) => bars[dataIndex]?.text ?? '',
          },
          data: bars.map(({ value }) => value),
        },
      ],
    };
  });
}
