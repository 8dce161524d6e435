import { describe, expect, it } from 'vitest';
import { splitRange } from './utc-days';

const at = (text: string): number => Date.parse(`${text}Z`);

describe('splitRange', () => {
  it('takes the whole days out and leaves the parts around them', () => {
    const range = { from: at('2026-05-01T22:00:00'), to: at('2026-05-04T22:00:00') };
    expect(splitRange(range, at('2026-06-01T00:00:00'))).toEqual({
      days: ['2026-05-02', '2026-05-03'],
      rest: [
        { from: range.from, to: at('2026-05-02T00:00:00') },
        { from: at('2026-05-04T00:00:00'), to: range.to },
      ],
    });
  });

  it('has no rest where days begin and end', () => {
    const range = { from: at('2026-05-01T00:00:00'), to: at('2026-05-02T00:00:00') };
    expect(splitRange(range, at('2026-06-01T00:00:00'))).toEqual({ days: ['2026-05-01'], rest: [] });
  });

  it('takes no day that is not over', () => {
    const range = { from: at('2026-05-01T00:00:00'), to: at('2026-05-03T12:00:00') };
    expect(splitRange(range, at('2026-05-02T23:00:00'))).toEqual({
      days: ['2026-05-01'],
      rest: [{ from: at('2026-05-02T00:00:00'), to: range.to }],
    });
  });

  it('is one rest within a day, and nothing for an empty range', () => {
    const range = { from: at('2026-05-01T08:00:00'), to: at('2026-05-01T09:00:00') };
    expect(splitRange(range, at('2026-06-01T00:00:00'))).toEqual({ days: [], rest: [range] });
    expect(splitRange({ from: 5, to: 5 }, 0)).toEqual({ days: [], rest: [] });
  });
});
