import { DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';

export type ThemeChoice = 'system' | 'light' | 'dark';
const STORAGE_KEY = 'orders.theme';

/** Light, dark, or as the system has it; remembered in this browser. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly document = inject(DOCUMENT);
  private readonly systemDark = matchMedia('(prefers-color-scheme: dark)');
  private readonly systemIsDark = signal(this.systemDark.matches);
  readonly choice = signal<ThemeChoice>(remembered());

  constructor() {
    this.systemDark.addEventListener('change', ({ matches }) => this.systemIsDark.set(matches));
    effect(() => {
      const choice = this.choice();
      const root = this.document.documentElement;
      if (choice === 'system') {
        root.removeAttribute('data-theme');
      } else {
        root.setAttribute('data-theme', choice);
      }
      localStorage.setItem(STORAGE_KEY, choice);
    });
  }

  /** Whether dark is what the user sees now. */
  isDark(): boolean {
    return this.choice() === 'dark' || (this.choice() === 'system' && this.systemIsDark());
  }
}

function remembered(): ThemeChoice {
  const stored = localStorage.getItem(STORAGE_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}
