import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { I18n } from '../core/i18n/i18n';
import { Live } from '../core/live/live';
import { QueueState } from '../core/queue-state';
import { Icon } from '../ui/icon';

/** What everybody must know at once: no connection, or nobody to do the work. */
@Component({
  selector: 'app-banners',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'status' },
  template: `
    @if (lost()) {
      <p class="bad"><app-icon name="wifiOff" /> {{ t().shell.connectionLost }}</p>
    } @else if (noWorker()) {
      <p class="warn"><app-icon name="alert" /> {{ t().shell.noWorker }}</p>
    } @else if (paused()) {
      <p class="warn"><app-icon name="alert" /> {{ t().shell.queuePaused }}</p>
    }
  `,
  styles: `
    p {
      display: flex;
      align-items: center;
      gap: var(--space-3);
      padding: var(--space-3) clamp(1rem, 3vw, 2.5rem);
      font-weight: 500;
    }

    .bad {
      color: var(--bad);
      background: var(--bad-soft);
    }

    .warn {
      color: var(--warn);
      background: var(--warn-soft);
    }
  `,
})
export class Banners {
  private readonly live = inject(Live);
  private readonly queue = inject(QueueState);
  protected readonly t = inject(I18n).t;
  protected readonly lost = computed(() => this.live.state() === 'lost');
  protected readonly noWorker = computed(() => this.queue.stats()?.workersAlive === 0);
  protected readonly paused = computed(() => this.queue.stats()?.paused === true);
}
