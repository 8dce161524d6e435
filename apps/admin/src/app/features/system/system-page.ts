import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { type SystemInfo, type SystemPart } from '@orders/contracts';
import { filter, fromEvent, interval, merge } from 'rxjs';
import { toApiError } from '../../core/api/api-error';
import { SystemApi } from '../../core/api/system-api';
import { I18n } from '../../core/i18n/i18n';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { Icon } from '../../ui/icon';
import { type IconName } from '../../ui/icons';
import { PageHeader } from '../../ui/page-header';
import { Skeleton } from '../../ui/skeleton';

const POLL_MS = 15_000;
const ICON_OF: Record<SystemPart['state'], IconName> = { ok: 'checkCircle', warning: 'alert', down: 'close' };

/** How each part of the installation is, and the settings that are in force. */
@Component({
  selector: 'app-system-page',
  imports: [EmptyState, ErrorState, Icon, MatButton, PageHeader, Skeleton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './system-page.html',
  styleUrl: './system-page.scss',
})
export class SystemPage {
  private readonly api = inject(SystemApi);
  protected readonly t = inject(I18n).t;
  protected readonly iconOf = ICON_OF;
  protected readonly search = signal('');
  protected readonly resource = rxResource({ stream: () => this.api.get() });
  protected readonly info = linkedSignal<SystemInfo | undefined, SystemInfo | undefined>({
    source: () => (this.resource.hasValue() ? this.resource.value() : undefined),
    computation: (loaded, before) => loaded ?? before?.value,
  });
  protected readonly error = computed(() => {
    const thrown = this.resource.error();
    return thrown ? toApiError(thrown) : null;
  });
  protected readonly settings = computed(() => {
    const wanted = this.search().trim().toLowerCase();
    return (this.info()?.settings ?? []).filter(({ name }) => name.toLowerCase().includes(wanted));
  });

  constructor() {
    merge(interval(POLL_MS), fromEvent(window, 'focus'))
      .pipe(
        filter(() => document.visibilityState === 'visible'),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.resource.reload());
  }
}
