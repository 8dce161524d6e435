import { pairFrom, pairOf, paramsOf } from './day-pair';

describe('two times to compare', () => {
  it('are of the same length and next to each other', () => {
    expect(pairOf('7d', new Date(2026, 2, 10))).toEqual({
      before: { from: '2026-02-25', to: '2026-03-03' },
      after: { from: '2026-03-04', to: '2026-03-10' },
    });
  });

  it('are the same days of a month and of the one before, as far as that one goes', () => {
    expect(pairOf('month', new Date(2026, 2, 10)).before).toEqual({ from: '2026-02-01', to: '2026-02-10' });
    expect(pairOf('month', new Date(2026, 2, 31)).before).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(pairOf('year', new Date(2026, 2, 10)).before).toEqual({ from: '2025-01-01', to: '2025-03-10' });
  });

  it('are read back from the address, where nothing else counts', () => {
    const pair = pairOf('30d', new Date(2026, 2, 10));
    const { from, to, from2, to2 } = paramsOf(pair);
    expect(pairFrom({ from, to, from2, to2 })).toEqual(pair);
    expect(pairFrom({ from, to, from2, to2: '2026-99-99' })).toBeNull();
    expect(pairFrom({ from, to, from2: undefined, to2 })).toBeNull();
  });
});
