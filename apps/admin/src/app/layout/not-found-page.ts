import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { I18n } from '../core/i18n/i18n';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';

@Component({
  selector: 'app-not-found-page',
  imports: [EmptyState, MatButton, PageHeader, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-page-header [heading]="t().notFound.heading" />
    <app-empty-state icon="search" [heading]="t().notFound.title" [text]="t().notFound.text">
      <a matButton="outlined" routerLink="/">{{ t().notFound.home }}</a>
    </app-empty-state>
  `,
})
export class NotFoundPage {
  protected readonly t = inject(I18n).t;
}
