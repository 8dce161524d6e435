import { changeOf, isRange, spanBefore, spanOf } from './date-range';

const NOW = new Date(2026, 2, 15, 13, 30).getTime();

describe('date ranges', () => {
  it('cover whole days up to the end of today', () => {
    const { from, to } = spanOf('7d', NOW);
    expect(new Date(from ?? '')).toEqual(new Date(2026, 2, 9));
    expect(new Date(to ?? '')).toEqual(new Date(2026, 2, 15, 23, 59, 59, 999));
  });

  it('are compared with as many days before, without a gap or an overlap', () => {
    const before = spanBefore('7d', NOW);
    expect(new Date(before?.from ?? '')).toEqual(new Date(2026, 2, 2));
    expect(Date.parse(before?.to ?? '') + 1).toBe(Date.parse(spanOf('7d', NOW).from ?? ''));
  });

  it('have nothing before all time', () => {
    expect(spanOf('all', NOW)).toEqual({});
    expect(spanBefore('all', NOW)).toBeNull();
  });

  it('tell a change only where there was something', () => {
    expect(changeOf(0, 5)).toBeNull();
    expect(changeOf(200, 250)).toBe(0.25);
  });

  it('are known by name', () => {
    expect(isRange('30d')).toBe(true);
    expect(isRange('31d')).toBe(false);
  });
});
