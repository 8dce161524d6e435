import { TestBed } from '@angular/core/testing';
import { I18n } from '../i18n/i18n';
import { Formats } from './formats';
import { NumberStyles } from './number-style';

describe('Formats', () => {
  let formats: Formats;
  let i18n: I18n;

  beforeEach(() => {
    localStorage.clear();
    formats = TestBed.inject(Formats);
    i18n = TestBed.inject(I18n);
  });

  it('shows money to the cent where a floating-point number could not', () => {
    expect(formats.money('9007199254740993.07')).toBe('9,007,199,254,740,993.07');
    expect(formats.money('0.10')).toBe('0.10');
  });

  it('follows the language', async () => {
    await i18n.use('de');
    expect(formats.money('1234567.80')).toBe('1.234.567,80');
    expect(i18n.t().status.completed).toBe('Fertig');
  });

  it('writes numbers as they were asked for, whatever the language', () => {
    const style = TestBed.inject(NumberStyles).choice;
    style.set('comma');
    expect(formats.money('1234567.80')).toBe('1.234.567,80');
    expect(formats.bytes(4.2 * 1024 ** 2)).toBe('4,2 MB');
    style.set('space');
    expect(formats.money('-1234.50')).toBe('-1\u202f234,50');
    style.set('point');
    expect(formats.percent(0.125)).toBe('12.5%');
  });

  it('names sizes by their step', () => {
    expect(formats.bytes(1)).toBe('1 byte');
    expect(formats.bytes(4.2 * 1024 ** 2)).toBe('4.2 MB');
    expect(formats.bytes(200 * 1024 ** 2)).toBe('200 MB');
  });

  it('names spans of time by their step', () => {
    expect([0.42, 12, 185, 4800].map((seconds) => formats.duration(seconds))).toEqual([
      '0.4 s',
      '12 s',
      '3 min 5 s',
      '1 h 20 min',
    ]);
  });

  it('counts back from now', () => {
    const now = Date.parse('2026-03-01T12:00:00Z');
    expect(formats.relative('2026-03-01T11:59:58Z', now)).toBe('just now');
    expect(formats.relative('2026-03-01T11:45:00Z', now)).toBe('15 minutes ago');
    expect(formats.relative('2026-02-28T12:00:00Z', now)).toBe('yesterday');
    expect(formats.relative('2025-11-01T12:00:00Z', now)).toBe('Nov 1, 2025');
  });
});
