import { computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RowErrorCode, type RowErrorPage } from '@orders/contracts';
import { type ApiError, toApiError } from '../../../core/api/api-error';
import { JobsApi } from '../../../core/api/jobs-api';

const PAGE_SIZE = 50;

interface RowErrorView {
  jobId: string;
  code: RowErrorCode | null;
  search: string;
  /** Cursors of the pages up to the one that is shown; the first page has none. */
  trail: readonly string[];
}

/** The wrong cells of the open job, page by page. */
@Injectable()
export class RowErrorStore {
  private readonly api = inject(JobsApi);
  private readonly view = signal<RowErrorView>({ jobId: '', code: null, search: '', trail: [] });
  /** Set while the list is looked at: nothing is fetched for a closed tab. */
  readonly active = signal(false);

  private readonly resource = rxResource({
    params: () => (this.active() && this.view().jobId ? this.view() : undefined),
    stream: ({ params }) =>
      this.api.rowErrors(params.jobId, {
        code: params.code ?? undefined,
        search: params.search || undefined,
        cursor: params.trail.at(-1),
        limit: PAGE_SIZE,
      }),
  });
  private readonly page = linkedSignal<RowErrorPage | undefined, RowErrorPage | undefined>({
    source: () => (this.resource.hasValue() ? this.resource.value() : undefined),
    computation: (loaded, before) => loaded ?? before?.value,
  });

  readonly code = computed(() => this.view().code);
  readonly search = computed(() => this.view().search);
  readonly errors = computed(() => this.page()?.items ?? []);
  readonly total = computed(() => this.page()?.total ?? null);
  readonly first = computed(() => this.page() === undefined);
  readonly hasNext = computed(() => Boolean(this.page()?.nextCursor));
  readonly hasPrevious = computed(() => this.view().trail.length > 0);
  readonly error = computed((): ApiError | null => {
    const thrown = this.resource.error();
    return thrown ? toApiError(thrown) : null;
  });

  /** What to show, as it stands in the address; a code that there is not is no filter. */
  show(jobId: string, code: string | undefined, search: string | undefined): void {
    const known = RowErrorCode.safeParse(code);
    this.view.set({ jobId, code: known.success ? known.data : null, search: search ?? '', trail: [] });
  }

  next(): void {
    const cursor = this.page()?.nextCursor;
    if (cursor) {
      this.view.update((view) => ({ ...view, trail: [...view.trail, cursor] }));
    }
  }

  previous(): void {
    this.view.update((view) => ({ ...view, trail: view.trail.slice(0, -1) }));
  }

  reload(): void {
    this.resource.reload();
  }
}
