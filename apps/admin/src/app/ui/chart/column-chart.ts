import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { type EChartsCoreOption } from 'echarts/core';
import { Formats } from '../../core/format/formats';
import { Chart } from './chart';
import { ChartColours } from './chart-colours';

export interface Column {
  name: string;
  /** For the height only; what is shown is `text`. */
  value: number;
  text: string;
}

/** One amount a day, or for each of other things in a row. */
@Component({
  selector: 'app-column-chart',
  imports: [Chart],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<app-chart [options]="options()" [label]="label()" />`,
  styles: `
    app-chart {
      display: block;
      height: 15rem;
    }
  `,
})
export class ColumnChart {
  readonly columns = input.required<readonly Column[]>();
  readonly label = input.required<string>();
  private readonly colours = inject(ChartColours);
  private readonly formats = inject(Formats);

  protected readonly options = computed((): EChartsCoreOption => {
    const palette = this.colours.palette();
    const columns = this.columns();
    const axisLabel = { color: palette.faint, fontSize: 11 };
    return {
      animationDuration: 300,
      textStyle: { fontFamily: palette.font },
      grid: {
        left: 0,
        right: 8,
        top: 12,
        bottom: 6,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        backgroundColor: palette.surface,
        borderColor: palette.grid,
        textStyle: { color: palette.ink, fontSize: 12 },
        axisPointer: { type: 'shadow', shadowStyle: { color: palette.accentSoft, opacity: 0.5 } },
        formatter: (hovered: { dataIndex: number }[]) => this.tip(columns[hovered[0]?.dataIndex ?? -1]),
      },
      xAxis: {
        type: 'category',
        data: columns.map(({ name }) => name),
        axisLine: { lineStyle: { color: palette.grid } },
        axisTick: { show: false },
        axisLabel,
      },
      yAxis: {
        type: 'value',
        splitNumber: 4,
        splitLine: { lineStyle: { color: palette.grid } },
        axisLabel: { ...axisLabel, formatter: (value: number) => this.formats.compact(value) },
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 28,
          itemStyle: { color: palette.accent, borderRadius: [3, 3, 0, 0] },
          data: columns.map(({ value }) => value),
        },
      ],
    };
  });

  private tip(column: Column | undefined): string {
    return column
      ? `${column.name}
${column.text}`
      : '';
  }
}
