import { describe, expect, it } from 'vitest';
import { compactLine } from './compact-lines';

describe('compactLine', () => {
  it('writes time, level, context, message and details on one line', () => {
    const record = { level: 40, time: 0, pid: 1, context: 'JobRunner', msg: 'Job failed', jobId: 'a', n: 2 };
    expect(compactLine(JSON.stringify(record))).toBe(
      '00:00:00.000 WARN  [JobRunner] Job failed jobId=a n=2\n',
    );
  });
});
