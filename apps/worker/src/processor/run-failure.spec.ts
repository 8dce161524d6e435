import { type ClaimedJob, FileMissingError } from '@orders/persistence';
import { describe, expect, it } from 'vitest';
import { ParserCrashedError, ParserFailedError, ParserTimeoutError } from '../parser/parser-errors';
import { judgeFailure, TRANSIENT_BUDGET } from './run-failure';

const job = (failures: Partial<ClaimedJob['failures']>) =>
  ({ failures: { parser: 0, transient: 0, lease: 0, ...failures }, maxAttempts: 3 }) as ClaimedJob;

describe('judgeFailure', () => {
  it('tries a file that crashes the parser three times, then says so', () => {
    const error = new ParserCrashedError('SIGKILL');
    expect(judgeFailure(job({}), error, 100)).toMatchObject({ type: 'retry', kind: 'parser' });
    expect(judgeFailure(job({ parser: 1 }), error, 100)).toMatchObject({ type: 'retry', kind: 'parser' });
    expect(judgeFailure(job({ parser: 2 }), error, 100)).toMatchObject({
      type: 'fail',
      error: { code: 'parser_crashed' },
    });
    expect(judgeFailure(job({ parser: 2 }), new ParserTimeoutError(), 100)).toMatchObject({
      error: { code: 'parser_timeout' },
    });
  });

  it('counts troubles of database and machine apart from those of the parser', () => {
    const error = new ParserFailedError('ENOSPC');
    expect(judgeFailure(job({ parser: 2, lease: 9 }), error, 100)).toMatchObject({
      type: 'retry',
      kind: 'transient',
    });
    expect(judgeFailure(job({ transient: TRANSIENT_BUDGET - 1 }), error, 100)).toMatchObject({
      type: 'fail',
      error: { code: 'storage_unavailable' },
    });
  });

  it('does not retry what cannot become better', () => {
    expect(judgeFailure(job({}), new FileMissingError(), 100)).toMatchObject({
      type: 'fail',
      error: { code: 'file_missing' },
    });
  });
});
