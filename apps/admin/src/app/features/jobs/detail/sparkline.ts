import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

const WIDTH = 120;
const HEIGHT = 32;

/** A line without axes: how a figure has moved lately. Decorative; the figure itself stands beside it. */
@Component({
  selector: 'app-sparkline',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { 'aria-hidden': 'true' },
  template: `
    <svg viewBox="0 0 120 32" preserveAspectRatio="none" focusable="false">
      <polyline [attr.points]="points()" vector-effect="non-scaling-stroke" />
    </svg>
  `,
  styles: `
    svg {
      display: block;
      width: 100%;
      height: 2rem;
    }

    polyline {
      fill: none;
      stroke: var(--accent);
      stroke-width: 1.5;
      stroke-linejoin: round;
    }
  `,
})
export class Sparkline {
  readonly values = input.required<readonly number[]>();
  protected readonly points = computed(() => linePoints(this.values()));
}

function linePoints(values: readonly number[]): string {
  if (values.length < 2) {
    return '';
  }
  const top = Math.max(...values, 1);
  const step = WIDTH / (values.length - 1);
  return values
    .map((value, at) => `${(at * step).toFixed(1)},${(HEIGHT - 2 - (value / top) * (HEIGHT - 4)).toFixed(1)}`)
    .join(' ');
}
