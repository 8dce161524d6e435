import { localeOf } from './locale';

describe('localeOf', () => {
  it('takes the first of the browser’s locales that is of the language', () => {
    expect(localeOf('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
    expect(localeOf('de', ['en-GB'])).toBe('de');
  });

  it('passes over what is no language tag', () => {
    expect(localeOf('en', ['en-US@posix'])).toBe('en');
    expect(localeOf('en', ['en_US', 'en-US'])).toBe('en-US');
  });
});
