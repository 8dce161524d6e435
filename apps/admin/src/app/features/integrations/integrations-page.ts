import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { I18n } from '../../core/i18n/i18n';
import { PageHeader } from '../../ui/page-header';
import { ApiKeysCard } from './api-keys-card';
import { WebhooksCard } from './webhooks-card';

/** How other programs work with this one. */
@Component({
  selector: 'app-integrations-page',
  imports: [ApiKeysCard, PageHeader, WebhooksCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-page-header [heading]="t().integrations.heading" [lead]="t().integrations.lead">
      <a href="/api/docs" target="_blank" rel="noopener">{{ t().integrations.docs }}</a>
    </app-page-header>
    <app-api-keys-card />
    <app-webhooks-card />
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-5);
      max-width: 60rem;
    }
  `,
})
export class IntegrationsPage {
  protected readonly t = inject(I18n).t;
}
