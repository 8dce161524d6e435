import { type HttpEvent, HttpEventType } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import {
  type ReadOptions,
  type StagedUploads,
  type UploadLimits,
  type UploadResponse,
} from '@orders/contracts';
import { firstValueFrom, type Observable, Subject, type Subscription } from 'rxjs';
import * as z from 'zod';
import { toApiError } from '../../core/api/api-error';
import { StagedUploadsApi } from '../../core/api/staged-uploads-api';
import { UploadsApi } from '../../core/api/uploads-api';
import { applyChange } from '../../core/live/job-changes';
import { Live } from '../../core/live/live';
import { Session } from '../../core/session/session';
import { stored } from '../../core/stored';
import { KnownFiles } from './known-files';
import { refusalOf } from './local-refusal';
import { Speedometer } from './speedometer';
import { StagedStore } from './staged/staged-store';
import { isUnderWay, newTransfer, newBatchId, type Transfer } from './transfer';

const PARALLEL_TRANSFERS = 2;

/** Files on their way to the server. It lives as long as the page, so that one may look elsewhere meanwhile. */
@Injectable({ providedIn: 'root' })
export class UploadStore {
  private readonly api = inject(UploadsApi);
  private readonly stagedApi = inject(StagedUploadsApi);
  private readonly staged = inject(StagedStore);
  private readonly knownFiles = inject(KnownFiles);
  private readonly items = signal<readonly Transfer[]>([]);
  private readonly running = new Map<string, Subscription>();
  private readonly arrivals = new Subject<string>();
  private firstStaged: string | null = null;

  readonly transfers = this.items.asReadonly();
  readonly limits = signal<UploadLimits | null>(null);
  /** How the files that are added from now on are to be read. */
  readonly options = signal<Partial<ReadOptions>>({});
  /** Whether a file becomes a job as soon as it has arrived, or is looked at first. */
  readonly startAtOnce = stored('orders.start-at-once', z.boolean(), true);
  readonly busy = computed(() => this.items().some(isUnderWay));
  /** The first of the files to look at, once all that were added have arrived. */
  readonly toLookAt = this.arrivals.asObservable();

  constructor() {
    inject(Live).changes.subscribe((change) =>
      this.items.update((items) =>
        items.map((item) => (item.job ? { ...item, job: applyChange(item.job, change) } : item)),
      ),
    );
    inject(Session).ended.subscribe(() => this.clearAll());
    // Leaving would break off what is on its way: the browser asks first.
    addEventListener('beforeunload', (event) => {
      if (this.busy()) {
        event.preventDefault();
      }
    });
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
    const good = files.filter((file) => !refusalOf(file, this.limits())).length;
    const batch = good > 1 ? { id: newBatchId(), files: good } : null;
    const added = files.map((file) =>
      newTransfer(crypto.randomUUID(), file, refusalOf(file, this.limits()), batch),
    );
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

  /** Takes everything off the list that is not on its way and waits for no answer. */
  clearDone(): void {
    this.items.update((items) => items.filter((item) => isUnderWay(item) || item.state === 'asked'));
  }

  private clearAll(): void {
    this.running.forEach((subscription) => subscription.unsubscribe());
    this.running.clear();
    this.items.set([]);
  }

  private startNext(): void {
    const active = this.items().filter(({ state }) => state === 'checking' || state === 'sending').length;
    const waiting = this.items().filter(({ state }) => state === 'waiting');
    for (const transfer of waiting.slice(0, Math.max(PARALLEL_TRANSFERS - active, 0))) {
      void this.begin(transfer);
    }
    if (this.firstStaged && !this.busy()) {
      this.arrivals.next(this.firstStaged);
      this.firstStaged = null;
    }
  }

  private async begin({ id, file, known, batch }: Transfer): Promise<void> {
    if (!this.startAtOnce()) {
      this.send(id, file, this.stagedApi.send(file));
      return;
    }
    if (known === undefined) {
      this.change(id, { state: 'checking' });
      const found = await this.knownFiles.find(file);
      if (this.items().find((item) => item.id === id)?.state !== 'checking') {
        return;
      }
      this.change(id, { known: found });
      if (found) {
        this.change(id, { state: 'asked' });
        this.startNext();
        return;
      }
    }
    this.send(id, file, this.api.send(file, this.options(), id, batch));
  }

  private send(id: string, file: File, request: Observable<HttpEvent<UploadResponse | StagedUploads>>): void {
    const speedometer = new Speedometer(performance.now());
    this.change(id, { state: 'sending' });
    const subscription = request.subscribe({
      next: (event) => {
        if (event.type === HttpEventType.UploadProgress) {
          const sent = Math.min(event.loaded, file.size);
          this.change(id, { sent, speed: speedometer.sample(sent, performance.now()) });
        } else if (event.type === HttpEventType.Response && event.body) {
          this.arrived(id, file, event.body);
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

  private arrived(id: string, file: File, answer: UploadResponse | StagedUploads): void {
    const done = { state: 'accepted', sent: file.size } as const;
    if ('jobs' in answer) {
      this.change(id, { ...done, job: answer.jobs[0] ?? null });
      return;
    }
    answer.items.forEach((staged) => this.staged.put(staged));
    const stagedId = answer.items[0]?.id ?? null;
    this.firstStaged ??= stagedId;
    this.change(id, { ...done, stagedId });
  }

  private done(id: string): void {
    this.running.delete(id);
    this.startNext();
  }

  private change(id: string, change: Partial<Transfer>): void {
    this.items.update((items) => items.map((item) => (item.id === id ? { ...item, ...change } : item)));
  }
}
