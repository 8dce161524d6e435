import { computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { type Page, type User, type UserChange } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { type ApiError, toApiError } from '../../core/api/api-error';
import { UsersApi } from '../../core/api/users-api';

const PAGE_SIZE = 50;

/** Accounts, page by page. */
@Injectable()
export class UsersStore {
  private readonly api = inject(UsersApi);
  readonly search = signal('');
  private readonly trail = linkedSignal<string, readonly string[]>({
    source: this.search,
    computation: () => [],
  });

  private readonly resource = rxResource({
    params: () => ({ search: this.search(), cursor: this.trail().at(-1) }),
    stream: ({ params }) =>
      this.api.list({ search: params.search || undefined, cursor: params.cursor, limit: PAGE_SIZE }),
  });
  private readonly page = linkedSignal<Page<User> | undefined, Page<User> | undefined>({
    source: () => (this.resource.hasValue() ? this.resource.value() : undefined),
    computation: (loaded, before) => loaded ?? before?.value,
  });

  readonly users = linkedSignal<readonly User[]>(() => this.page()?.items ?? []);
  readonly first = computed(() => this.page() === undefined);
  readonly hasNext = computed(() => Boolean(this.page()?.nextCursor));
  readonly hasPrevious = computed(() => this.trail().length > 0);
  readonly error = computed((): ApiError | null => {
    const thrown = this.resource.error();
    return thrown ? toApiError(thrown) : null;
  });

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

  /** Changes an account; rejects when the server refuses. */
  async change(user: User, change: UserChange): Promise<void> {
    const changed = await firstValueFrom(this.api.change(user.id, change));
    this.users.update((users) => users.map((other) => (other.id === changed.id ? changed : other)));
  }
}
