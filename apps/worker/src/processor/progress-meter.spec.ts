import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProgressMeter } from './progress-meter';

const read = (rows: number, fraction: number) => ({ rows, bytes: rows * 10, totalBytes: 10_000, fraction });

describe('ProgressMeter', () => {
  it('begins with nothing and no guess', () => {
    expect(new ProgressMeter(1).progress()).toEqual({
      attempt: 1,
      phase: 'preparing',
      rows: 0,
      bytes: 0,
      percent: 0,
      rowsPerSecond: 0,
      secondsLeft: null,
    });
  });

  it('measures speed and time left of an even reading', () => {
    const meter = new ProgressMeter(2);
    meter.enter('reading');
    for (let second = 0; second <= 4; second += 1)
      meter.update(read(second * 100, second / 10), second * 1_000);
    expect(meter.progress()).toMatchObject({
      attempt: 2,
      phase: 'reading',
      rows: 400,
      bytes: 4_000,
      percent: 39.6,
      rowsPerSecond: 100,
      secondsLeft: 6,
    });
  });

  it('follows a change of speed without jumping to it', () => {
    const meter = new ProgressMeter(1);
    meter.enter('reading');
    meter.update(read(0, 0), 0);
    meter.update(read(1_000, 0.1), 1_000);
    meter.update(read(1_100, 0.11), 2_000);
    const { rowsPerSecond } = meter.progress();
    expect(rowsPerSecond).toBeLessThan(1_000);
    expect(rowsPerSecond).toBeGreaterThan(500);
  });

  it('never goes back and never says that all is done while it saves', () => {
    const step = fc.record({
      rows: fc.nat(10_000),
      fraction: fc.double({ min: 0, max: 1, noNaN: true }),
      span: fc.nat(500),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), (steps) => {
        const meter = new ProgressMeter(1);
        meter.enter('reading');
        let now = 0;
        let before = meter.progress();
        for (const { rows, fraction, span } of steps) {
          now += span;
          meter.update(read(rows, fraction), now);
          const after = meter.progress();
          expect(after.percent).toBeGreaterThanOrEqual(before.percent);
          expect(after.rows).toBeGreaterThanOrEqual(before.rows);
          expect(after.bytes).toBeGreaterThanOrEqual(before.bytes);
          expect(after.rowsPerSecond).toBeGreaterThanOrEqual(0);
          before = after;
        }
        meter.enter('saving');
        expect(meter.progress().percent).toBeLessThanOrEqual(99);
        expect(meter.progress().secondsLeft).toBeNull();
      }),
    );
  });
});
