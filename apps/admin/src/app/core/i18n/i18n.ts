import { DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';
import { en, type Texts } from '../../texts/en';
import { localeOf } from './locale';

export type Language = 'en' | 'de';
const STORAGE_KEY = 'orders.language';

/**
 * The language of the console. `t()` holds all texts, typed: a text that one language lacks does not
 * compile. English is built in, other languages are loaded when chosen.
 */
@Injectable({ providedIn: 'root' })
export class I18n {
  private readonly document = inject(DOCUMENT);
  private readonly texts = signal<Texts>(en);
  private readonly current = signal<Language>('en');

  readonly t = this.texts.asReadonly();
  readonly language = this.current.asReadonly();

  constructor() {
    effect(() => this.document.documentElement.setAttribute('lang', this.current()));
  }

  /** Takes the remembered language, else the browser's where we speak it, else English. */
  async start(): Promise<void> {
    const stored = localStorage.getItem(STORAGE_KEY);
    const wanted = stored ?? navigator.language;
    await this.load(wanted.startsWith('de') ? 'de' : 'en');
  }

  async use(language: Language): Promise<void> {
    await this.load(language);
    localStorage.setItem(STORAGE_KEY, language);
  }

  /** The locale for numbers and dates. */
  locale(): string {
    return localeOf(this.current(), navigator.languages);
  }

  private async load(language: Language): Promise<void> {
    const texts = language === 'de' ? (await import('../../texts/de')).de : en;
    this.texts.set(texts);
    this.current.set(language);
  }
}
