import { computed, inject, Injectable, signal } from '@angular/core';
import { type InspectionKind, type Job, type ReadOptions, type StagedUpload } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { StagedUploadsApi } from '../../../core/api/staged-uploads-api';
import { Live } from '../../../core/live/live';
import { Session } from '../../../core/session/session';
import { readinessOf } from './readiness';

/** The user's files that are looked at before they become jobs, followed live. */
@Injectable({ providedIn: 'root' })
export class StagedStore {
  private readonly api = inject(StagedUploadsApi);
  private readonly known = signal<readonly StagedUpload[]>([]);
  /** Ids of those that were started or thrown away: what is still told of them counts no more. */
  private readonly gone = new Set<string>();

  /** Oldest first. */
  readonly items = this.known.asReadonly();
  /** Those that can be started without another look. */
  readonly ready = computed(() => this.known().filter((staged) => readinessOf(staged) === 'ready'));

  constructor() {
    const live = inject(Live);
    live.staged.subscribe((staged) => this.put(staged));
    live.resync.subscribe(() => void this.load());
    inject(Session).ended.subscribe(() => this.known.set([]));
  }

  /** Fetches all; when that fails, those at hand stay. */
  async load(): Promise<void> {
    try {
      const { items } = await firstValueFrom(this.api.list());
      const listed = new Set(items.map(({ id }) => id));
      this.known.update((known) => known.filter(({ id }) => listed.has(id)));
      items.forEach((staged) => this.put(staged));
    } catch {
      // The page of a staged file asks for it by itself and tells what went wrong.
    }
  }

  /** Fetches one; rejects when it is not there. */
  async fetch(id: string): Promise<void> {
    this.put(await firstValueFrom(this.api.get(id)));
  }

  /** Takes over what is known of one, unless something later is. */
  put(staged: StagedUpload): void {
    if (this.gone.has(staged.id)) {
      return;
    }
    this.known.update((known) => {
      const before = known.find(({ id }) => id === staged.id);
      if (!before) {
        return [...known, staged].toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
      }
      return staged.version >= before.version
        ? known.map((other) => (other.id === staged.id ? staged : other))
        : known;
    });
  }

  async inspect(id: string, kind: InspectionKind, options: ReadOptions): Promise<void> {
    this.put(await firstValueFrom(this.api.inspect(id, { kind, options })));
  }

  /** Makes a job of it. */
  async start(id: string, options: ReadOptions): Promise<Job | null> {
    const { jobs } = await firstValueFrom(this.api.start(id, options));
    this.remove(id);
    return jobs[0] ?? null;
  }

  /** Makes a job of each one that is ready. @returns how many; rejects at the first that can't be started */
  async startReady(): Promise<number> {
    const ready = this.ready();
    for (const { id, options } of ready) {
      await this.start(id, options);
    }
    return ready.length;
  }

  async discard(id: string): Promise<void> {
    await firstValueFrom(this.api.discard(id), { defaultValue: undefined });
    this.remove(id);
  }

  private remove(id: string): void {
    this.gone.add(id);
    this.known.update((known) => known.filter((staged) => staged.id !== id));
  }
}
