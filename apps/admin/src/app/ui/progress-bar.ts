import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** A bar from 0 to 100; `null` moves without saying how far. */
@Component({
  selector: 'app-progress-bar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    role: 'progressbar',
    'aria-valuemin': '0',
    'aria-valuemax': '100',
    '[attr.aria-valuenow]': 'rounded()',
    '[attr.aria-label]': 'label()',
    '[class.indeterminate]': 'percent() === null',
    '[class.thick]': 'thick()',
  },
  template: `<span [style.width.%]="percent() ?? 30"></span>`,
  styles: `
    :host {
      display: block;
      height: 0.25rem;
      overflow: hidden;
      border-radius: 999px;
      background: var(--neutral-soft);
    }

    :host(.thick) {
      height: 0.5rem;
    }

    span {
      display: block;
      height: 100%;
      border-radius: inherit;
      background: var(--accent);
      transition: width 0.25s linear;
    }

    :host(.indeterminate) span {
      animation: slide 1.4s ease-in-out infinite;
    }

    @keyframes slide {
      from {
        transform: translateX(-110%);
      }

      to {
        transform: translateX(340%);
      }
    }
  `,
})
export class ProgressBar {
  readonly percent = input.required<number | null>();
  readonly label = input.required<string>();
  readonly thick = input(false);
  protected readonly rounded = computed(() => {
    const percent = this.percent();
    return percent === null ? null : Math.floor(percent);
  });
}
