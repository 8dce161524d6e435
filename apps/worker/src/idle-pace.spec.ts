import { describe, expect, it } from 'vitest';
import { IdlePace } from './idle-pace';

const looks = (pace: IdlePace, polls: number): number =>
  Array.from({ length: polls }, () => pace.isDue()).filter(Boolean).length;

describe('IdlePace', () => {
  it('looks at every poll for a while, then at every fifth', () => {
    const pace = new IdlePace();
    expect(looks(pace, 10)).toBe(10);
    expect(looks(pace, 100)).toBe(20);
  });

  it('is quick again as soon as something was found', () => {
    const pace = new IdlePace();
    looks(pace, 50);
    pace.found();
    expect(looks(pace, 10)).toBe(10);
  });
});
