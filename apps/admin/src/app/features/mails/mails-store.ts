import { computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type MailPage } from '@orders/contracts';
import { debounceTime, filter, firstValueFrom, fromEvent, merge } from 'rxjs';
import { type ApiError, toApiError } from '../../core/api/api-error';
import { MailsApi } from '../../core/api/mails-api';
import { Live } from '../../core/live/live';

const PAGE_SIZE = 30;
/** A mail is sent a little after its job has ended, and that is told by another change of the job. */
const REFETCH_DEBOUNCE_MS = 1_000;

/** The outbox, and the mail that is looked at. */
@Injectable()
export class MailsStore {
  private readonly api = inject(MailsApi);
  private readonly trail = signal<readonly string[]>([]);
  readonly openId = signal<string | undefined>(undefined);

  private readonly resource = rxResource({
    params: () => ({ cursor: this.trail().at(-1) }),
    stream: ({ params }) => this.api.list({ cursor: params.cursor, limit: PAGE_SIZE }),
  });
  private readonly content = rxResource({
    params: () => this.openId(),
    stream: ({ params }) => this.api.get(params),
  });
  private readonly page = linkedSignal<MailPage | undefined, MailPage | undefined>({
    source: () => (this.resource.hasValue() ? this.resource.value() : undefined),
    computation: (loaded, before) => loaded ?? before?.value,
  });

  readonly mails = computed(() => this.page()?.items ?? []);
  readonly first = computed(() => this.page() === undefined);
  readonly hasNext = computed(() => Boolean(this.page()?.nextCursor));
  readonly hasPrevious = computed(() => this.trail().length > 0);
  readonly open = computed(() => (this.content.hasValue() ? this.content.value() : undefined));
  readonly error = computed(() => apiErrorOf(this.resource.error()));
  readonly openError = computed(() => apiErrorOf(this.content.error()));

  constructor() {
    const live = inject(Live);
    const changes = live.changes.pipe(filter(({ kind }) => kind === 'finished' || kind === 'changed'));
    merge(changes, live.resync, fromEvent(window, 'focus'))
      .pipe(debounceTime(REFETCH_DEBOUNCE_MS), takeUntilDestroyed())
      .subscribe(() => this.reload());
  }

  next(): void {
    const cursor = this.page()?.nextCursor;
    if (cursor) {
      this.trail.update((trail) => [...trail, cursor]);
    }
  }

  previous(): void {
    this.trail.update((trail) => trail.slice(0, -1));
  }

  reload(): void {
    this.resource.reload();
  }

  /** Sends a mail once more; rejects when the server refuses. */
  async resend(id: string): Promise<void> {
    await firstValueFrom(this.api.resend(id));
    this.resource.reload();
    this.content.reload();
  }

  reloadOpen(): void {
    this.content.reload();
  }
}

const apiErrorOf = (thrown: Error | undefined): ApiError | null => (thrown ? toApiError(thrown) : null);
