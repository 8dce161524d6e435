import { describe, expect, it } from 'vitest';
import { headerSet } from './header-set';

describe('headerSet', () => {
  it('is the same whatever the order, case and blanks of the headers', () => {
    expect(headerSet(['Artikel ', 'Menge', 'PREIS', ''])).toBe(headerSet(['preis', 'artikel', 'Menge']));
  });

  it('differs when a header is there or not', () => {
    expect(headerSet(['Artikel', 'Menge'])).not.toBe(headerSet(['Artikel', 'Menge', 'Preis']));
  });

  it('tells apart what only looks joined', () => {
    expect(headerSet(['a,b', 'c'])).not.toBe(headerSet(['a', 'b,c']));
  });

  it('is nothing for a row without any text', () => {
    expect(headerSet(['', '  '])).toBeUndefined();
  });
});
