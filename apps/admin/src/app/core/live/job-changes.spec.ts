import { type JobProgressEvent } from '@orders/contracts';
import { jobFixture } from '../../testing/job-fixture';
import { applyChange, applyChangeToList } from './job-changes';

const progress = (change: Partial<JobProgressEvent>): JobProgressEvent => ({
  jobId: jobFixture().id,
  status: 'processing',
  version: 2,
  attempt: 1,
  phase: 'reading',
  rows: 10,
  bytes: 100,
  percent: 10,
  rowsPerSecond: 5,
  secondsLeft: 1,
  ...change,
});

describe('changes of jobs', () => {
  it('take a pending job into work by its first progress', () => {
    const job = applyChange(jobFixture(), { kind: 'progress', progress: progress({ percent: 40 }) });
    expect(job.status).toBe('processing');
    expect(job.progress?.percent).toBe(40);
    expect(job.progress).not.toHaveProperty('jobId');
  });

  it('never go back: an older state or progress changes nothing', () => {
    const done = jobFixture({ status: 'completed', version: 9 });
    expect(applyChange(done, { kind: 'progress', progress: progress({ version: 8 }) })).toBe(done);
    const older = jobFixture({ status: 'processing', version: 3 });
    expect(applyChange(done, { kind: 'changed', job: older })).toBe(done);
  });

  it('leave a list as it is when no job of it changed', () => {
    const list = [jobFixture()];
    expect(applyChangeToList(list, { kind: 'finished', job: jobFixture({ id: 'c'.repeat(24) }) })).toBe(list);
  });

  it('replace the changed job in place', () => {
    const other = jobFixture({ id: 'c'.repeat(24) });
    const job = jobFixture({ status: 'completed', version: 2 });
    expect(applyChangeToList([other, jobFixture()], { kind: 'finished', job })).toEqual([other, job]);
  });
});
