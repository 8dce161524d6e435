import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';

@Component({
  selector: 'app-brand',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a routerLink="/">
      <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" />
        <path d="M9 22.5v-6M16 22.5v-13M23 22.5v-9" />
      </svg>
      Bulk Orders
    </a>
  `,
  styles: `
    :host {
      display: flex;
    }

    a {
      display: inline-flex;
      align-items: center;
      gap: var(--space-2);
      color: var(--ink);
      font-size: 0.9375rem;
      font-weight: 650;
      letter-spacing: -0.015em;
    }

    a:hover {
      text-decoration: none;
    }

    svg {
      width: 1.625rem;
      height: 1.625rem;
    }

    rect {
      fill: var(--accent);
    }

    path {
      fill: none;
      stroke: var(--on-accent);
      stroke-width: 3.2;
      stroke-linecap: round;
    }
  `,
})
export class Brand {}
