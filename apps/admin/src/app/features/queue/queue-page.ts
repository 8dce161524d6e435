import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Formats } from '../../core/format/formats';
import { I18n } from '../../core/i18n/i18n';
import { QueueState } from '../../core/queue-state';
import { Toasts } from '../../core/toasts/toasts';
import { Ago } from '../../ui/ago';
import { EmptyState } from '../../ui/empty-state';
import { Metric } from '../../ui/metric';
import { PageHeader } from '../../ui/page-header';
import { Skeleton } from '../../ui/skeleton';
import { ThroughputCard } from './throughput-card';

/** What waits, what is under way, and who works. */
@Component({
  selector: 'app-queue-page',
  imports: [Ago, EmptyState, MatButton, Metric, PageHeader, RouterLink, Skeleton, ThroughputCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './queue-page.html',
  styleUrl: './queue-page.scss',
})
export class QueuePage {
  private readonly queue = inject(QueueState);
  private readonly toasts = inject(Toasts);
  private readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
  protected readonly stats = this.queue.stats;
  protected readonly cards = computed(() => {
    const stats = this.stats();
    const t = this.t().queue;
    if (!stats) {
      return [];
    }
    const slots = stats.workers.reduce((sum, worker) => sum + worker.slots, 0);
    const oldest = stats.oldestPendingSeconds;
    return [
      { label: t.pending, value: this.formats.integer(stats.pending), note: null },
      { label: t.processing, value: this.formats.integer(stats.processing), note: t.ofSlots(slots) },
      {
        label: t.oldest,
        value: oldest === null ? this.t().common.none : this.formats.duration(oldest),
        note: null,
      },
      { label: t.lastHour, value: this.formats.integer(stats.finishedLastHour), note: null },
      { label: t.deadLetters, value: this.formats.integer(stats.failed), note: t.deadLettersNote },
      { label: t.workers, value: this.formats.integer(stats.workersAlive), note: null },
    ];
  });

  protected readonly switching = signal(false);

  constructor() {
    void this.queue.load();
  }

  protected async setPaused(paused: boolean): Promise<void> {
    this.switching.set(true);
    try {
      await this.queue.setPaused(paused);
    } catch (thrown) {
      this.toasts.failure(this.t().queue.notSwitched, thrown);
    } finally {
      this.switching.set(false);
    }
  }
}
