/**
 * The locale for numbers and dates: the first of the browser's own that is of this language, else the
 * language itself. Browsers pass on what the system says, such as `en-US@posix`, which is no language tag.
 */
export function localeOf(language: string, offered: readonly string[]): string {
  return offered.find((locale) => locale.startsWith(language) && isLanguageTag(locale)) ?? language;
}

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
