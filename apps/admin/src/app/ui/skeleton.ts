import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { I18n } from '../core/i18n/i18n';

/** Grey bars where lines of a list will be. */
@Component({
  selector: 'app-skeleton',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'status' },
  template: `
    <span class="visually-hidden">{{ t().common.loading }}</span>
    @for (width of widths(); track $index) {
      <span class="bar" [style.width.%]="width"></span>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
      padding: var(--space-5);
    }

    .bar {
      height: 0.875rem;
      border-radius: var(--radius-small);
      background: var(--neutral-soft);
      animation: breathe 1.4s ease-in-out infinite;
    }

    @keyframes breathe {
      50% {
        opacity: 0.45;
      }
    }
  `,
})
export class Skeleton {
  readonly lines = input(5);
  protected readonly t = inject(I18n).t;
  protected readonly widths = computed(() =>
    Array.from({ length: this.lines() }, (_, line) => 92 - ((line * 17) % 40)),
  );
}
