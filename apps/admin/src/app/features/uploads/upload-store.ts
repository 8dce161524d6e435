import { HttpEventType } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import { type ReadOptions, type UploadLimits } from '@orders/contracts';
import { firstValueFrom, type Subscription } from 'rxjs';
import { toApiError } from '../../core/api/api-error';
import { UploadsApi } from '../../core/api/uploads-api';
import { applyChange } from '../../core/live/job-changes';
import { Live } from '../../core/live/live';
import { Session } from '../../core/session/session';
import { Speedometer } from './speedometer';
import { type LocalRefusal, newTransfer, type Transfer } from './transfer';

const PARALLEL_TRANSFERS = 2;

/** Files on their way to the server. It lives as long as the page, so that one may look elsewhere meanwhile. */
@Injectable({ providedIn: 'root' })
export class UploadStore {
  private readonly api = inject(UploadsApi);
  private readonly items = signal<readonly Transfer[]>([]);
  private readonly running = new Map<string, Subscription>();

  readonly transfers = this.items.asReadonly();
  readonly limits = signal<UploadLimits | null>(null);
  /** How the files that are added from now on are to be read. */
  readonly options = signal<Partial<ReadOptions>>({});
  readonly busy = computed(() =>
    this.items().some(({ state }) => state === 'sending' || state === 'waiting'),
  );

  constructor() {
    inject(Live).changes.subscribe((change) =>
      this.items.update((items) =>
        items.map((item) => (item.job ? { ...item, job: applyChange(item.job, change) } : item)),
      ),
    );
    inject(Session).ended.subscribe(() => this.clearAll());
  }

  async loadLimits(): Promise<void> {
    try {
      this.limits.set(await firstValueFrom(this.api.limits()));
    } catch {
      // The server checks its limits itself; without them the page states none.
      this.limits.set(null);
    }
  }

  add(files: readonly File[]): void {
    const added = files.map((file) => newTransfer(crypto.randomUUID(), file, this.refusalOf(file)));
    this.items.update((items) => [...added, ...items]);
    this.startNext();
  }

  cancel(id: string): void {
    this.running.get(id)?.unsubscribe();
    this.running.delete(id);
    this.change(id, { state: 'cancelled', speed: 0 });
    this.startNext();
  }

  /** Sends a file once more, under the same idempotency key: if it did arrive, no second job is made. */
  retry(id: string): void {
    this.change(id, { state: 'waiting', sent: 0, speed: 0, error: null });
    this.startNext();
  }

  /** Takes everything off the list that is not on its way. */
  clearDone(): void {
    this.items.update((items) => items.filter(({ state }) => state === 'sending' || state === 'waiting'));
  }

  private clearAll(): void {
    this.running.forEach((subscription) => subscription.unsubscribe());
    this.running.clear();
    this.items.set([]);
  }

  private startNext(): void {
    const waiting = this.items().filter(({ state }) => state === 'waiting');
    for (const transfer of waiting.slice(0, PARALLEL_TRANSFERS - this.running.size)) {
      this.send(transfer);
    }
  }

  private send({ id, file }: Transfer): void {
    const speedometer = new Speedometer(performance.now());
    this.change(id, { state: 'sending' });
    const subscription = this.api.send(file, this.options(), id).subscribe({
      next: (event) => {
        if (event.type === HttpEventType.UploadProgress) {
          const sent = Math.min(event.loaded, file.size);
          this.change(id, { sent, speed: speedometer.sample(sent, performance.now()) });
        } else if (event.type === HttpEventType.Response) {
          this.change(id, { state: 'accepted', sent: file.size, job: event.body?.jobs[0] ?? null });
        }
      },
      error: (thrown: unknown) => {
        this.change(id, { state: 'refused', error: toApiError(thrown), speed: 0 });
        this.done(id);
      },
      complete: () => this.done(id),
    });
    this.running.set(id, subscription);
  }

  private done(id: string): void {
    this.running.delete(id);
    this.startNext();
  }

  private change(id: string, change: Partial<Transfer>): void {
    this.items.update((items) => items.map((item) => (item.id === id ? { ...item, ...change } : item)));
  }

  private refusalOf(file: File): LocalRefusal | null {
    const limits = this.limits();
    if (file.size === 0) {
      return 'empty';
    }
    if (limits && file.size > limits.maxFileBytes) {
      return 'too_large';
    }
    const extension = /\.[^.]+$/.exec(file.name.toLowerCase())?.[0] ?? '';
    return limits && !limits.extensions.some((known) => `.${known.replace(/^\./, '')}` === extension)
      ? 'wrong_type'
      : null;
  }
}
