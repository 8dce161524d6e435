import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { AuditAction, type AuditPage as Page } from '@orders/contracts';
import { toApiError } from '../../core/api/api-error';
import { AuditApi } from '../../core/api/audit-api';
import { auditText } from '../../core/i18n/code-text';
import { I18n } from '../../core/i18n/i18n';
import { Ago } from '../../ui/ago';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { PageHeader } from '../../ui/page-header';
import { Pager } from '../../ui/pager';
import { Skeleton } from '../../ui/skeleton';

const PAGE_SIZE = 50;

/** Who did what, for admins. */
@Component({
  selector: 'app-audit-page',
  imports: [Ago, EmptyState, ErrorState, PageHeader, Pager, Skeleton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './audit-page.html',
  styleUrl: './audit-page.scss',
})
export class AuditPage {
  /** From the address. */
  readonly action = input<string>();
  private readonly api = inject(AuditApi);
  private readonly router = inject(Router);
  protected readonly t = inject(I18n).t;
  protected readonly auditText = auditText;
  protected readonly actions = AuditAction.options;
  protected readonly chosen = computed(() => AuditAction.safeParse(this.action()).data);
  private readonly trail = linkedSignal<AuditAction | undefined, readonly string[]>({
    source: this.chosen,
    computation: () => [],
  });
  protected readonly resource = rxResource({
    params: () => ({ action: this.chosen(), cursor: this.trail().at(-1) }),
    stream: ({ params }) => this.api.list({ ...params, limit: PAGE_SIZE }),
  });
  protected readonly page = linkedSignal<Page | undefined, Page | undefined>({
    source: () => (this.resource.hasValue() ? this.resource.value() : undefined),
    computation: (loaded, before) => loaded ?? before?.value,
  });
  protected readonly hasPrevious = computed(() => this.trail().length > 0);
  protected readonly error = computed(() => {
    const thrown = this.resource.error();
    return thrown ? toApiError(thrown) : null;
  });

  protected choose(action: string): void {
    void this.router.navigate([], { queryParams: { action: action || null } });
  }

  protected next(cursor: string | null): void {
    if (cursor) {
      this.trail.update((trail) => [...trail, cursor]);
    }
  }

  protected previous(): void {
    this.trail.update((trail) => trail.slice(0, -1));
  }
}
