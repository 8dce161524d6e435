import { changeOf, ownDays, paramsOf, rangeFrom, spanBefore, spanOf } from './date-range';

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

  it('may be days of one’s own, compared with as many before', () => {
    const march = { from: '2026-03-01', to: '2026-03-31' };
    expect(Date.parse(spanOf(march, NOW).to ?? '') + 1).toBe(new Date(2026, 3, 1).getTime());
    expect(new Date(spanBefore(march, NOW)?.from ?? '')).toEqual(new Date(2026, 0, 29));
    expect(Date.parse(spanBefore(march, NOW)?.to ?? '') + 1).toBe(new Date(2026, 2, 1).getTime());
  });

  it('of one’s own begin with what is shown', () => {
    expect(ownDays('7d', NOW)).toEqual({ from: '2026-03-09', to: '2026-03-15' });
    expect(ownDays('all', NOW)).toEqual({ from: '2026-02-14', to: '2026-03-15' });
  });

  it('survive the way through the address, which is not relied on', () => {
    const days = { from: '2026-03-01', to: '2026-03-31' };
    expect(rangeFrom({ ...days, range: undefined })).toEqual(days);
    expect(paramsOf(days)).toEqual({ ...days, range: null });
    expect(rangeFrom({ range: '7d', from: '2026-03-31', to: '2026-03-01' })).toBe('7d');
    expect(rangeFrom({ range: '31d', from: '2026-99-99', to: '2026-03-01' })).toBe('30d');
    expect(paramsOf('30d')).toEqual({ range: null, from: null, to: null });
    expect(paramsOf('all')).toEqual({ range: 'all', from: null, to: null });
  });
});
