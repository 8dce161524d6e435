import { jobFixture, metricsFixture } from '../../testing/job-fixture';
import { actionsFor } from './job-actions';

const allowed = (...job: Parameters<typeof actionsFor>): string[] => [...actionsFor(...job)].toSorted();

describe('actionsFor', () => {
  it('lets a job be cancelled until it has ended, and deleted after', () => {
    expect(allowed(jobFixture({ status: 'processing' }))).toEqual(['cancel', 'download']);
    expect(allowed(jobFixture({ status: 'cancelled' }))).toEqual(['delete', 'download', 'retry']);
  });

  it('never runs a completed job again, but makes a new one of its file', () => {
    const job = jobFixture({ status: 'completed', metrics: metricsFixture({ rowsRejected: 1 }) });
    expect(allowed(job)).toEqual(['columns', 'delete', 'download', 'report', 'reprocess']);
  });

  it('lets somebody say that a job was seen to', () => {
    const job = jobFixture({ status: 'failed', fileAvailable: false, needsAttention: true });
    expect(allowed(job)).toEqual(['acknowledge', 'delete']);
  });

  it('needs the file where it would be read', () => {
    expect(allowed(jobFixture({ status: 'failed', fileAvailable: false }))).toEqual(['delete']);
  });

  it('lets admins alone move a waiting job, to where it is not yet', () => {
    expect(allowed(jobFixture(), 'admin')).toEqual(['cancel', 'download', 'first', 'last']);
    expect(allowed(jobFixture(), 'member')).toEqual(['cancel', 'download']);
    expect(allowed(jobFixture({ priority: 10 }), 'admin')).toEqual(['cancel', 'download', 'last', 'usual']);
  });
});
