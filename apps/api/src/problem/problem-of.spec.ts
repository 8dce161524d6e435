import { NotFoundException } from '@nestjs/common';
import { mongo } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { Problem } from './problem';
import { problemOf } from './problem-of';

describe('problemOf', () => {
  it('keeps code, text and places of a problem of ours', () => {
    const { body, unexpected } = problemOf(new Problem(409, 'job_finished', 'The job has already ended.'));
    expect(body).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      code: 'job_finished',
      detail: 'The job has already ended.',
    });
    expect(unexpected).toBe(false);
  });

  it('gives errors of the framework a code', () => {
    expect(problemOf(new NotFoundException('Cannot GET /x')).body).toMatchObject({
      status: 404,
      code: 'not_found',
    });
  });

  it('tells a database that is away from a fault of ours, and when to come back', () => {
    const { body, headers } = problemOf(new mongo.MongoNetworkError('connection 3 to 10.0.0.5:27017 closed'));
    expect(body).toMatchObject({ status: 503, code: 'storage_unavailable' });
    expect(headers['Retry-After']).toBe('5');
    expect(JSON.stringify(body)).not.toContain('10.0.0.5');
  });

  it('knows a connection to the database that broke under a request', () => {
    const broken = Object.assign(new Error('This socket has been ended by the other party'), {
      code: 'EPIPE',
    });
    expect(problemOf(broken).body).toMatchObject({ status: 503, code: 'storage_unavailable' });
  });

  it('names a full disk', () => {
    expect(problemOf(Object.assign(new Error('write'), { code: 'ENOSPC' })).body).toMatchObject({
      status: 507,
      code: 'storage_full',
    });
  });

  it('reveals nothing of an unexpected error', () => {
    const { body, unexpected } = problemOf(new TypeError('secret detail at /srv/app'));
    expect(unexpected).toBe(true);
    expect(JSON.stringify(body)).not.toContain('secret');
  });
});
