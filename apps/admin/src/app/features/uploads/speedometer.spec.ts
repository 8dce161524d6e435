import { Speedometer } from './speedometer';

describe('Speedometer', () => {
  it('tells bytes a second from running totals', () => {
    const speedometer = new Speedometer(1_000);
    expect(speedometer.sample(500_000, 2_000)).toBe(500_000);
    expect(speedometer.sample(1_000_000, 3_000)).toBe(500_000);
  });

  it('takes no notice of samples that come too fast', () => {
    const speedometer = new Speedometer(0);
    expect(speedometer.sample(1_000_000, 10)).toBe(0);
  });

  it('leans towards the newest without jumping to it', () => {
    const speedometer = new Speedometer(0);
    speedometer.sample(100, 1_000);
    expect(speedometer.sample(1_100, 2_000)).toBeCloseTo(370);
  });
});
