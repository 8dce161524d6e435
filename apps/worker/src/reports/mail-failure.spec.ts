import { describe, expect, it } from 'vitest';
import { judgeMailFailure, MAIL_TRIES } from './mail-failure';
import { BadAddressError } from './mail-sender';

const smtpError = (fields: object) => Object.assign(new Error('refused'), fields);

describe('judgeMailFailure', () => {
  it.each([
    ['451', { responseCode: 451, code: 'EENVELOPE' }],
    ['451 to the whole message', { responseCode: 451, code: 'EMESSAGE' }],
    ['a broken connection', { code: 'ECONNECTION' }],
    ['a silent server', { code: 'ETIMEDOUT' }],
    ['a wrong password, which may be set right', { responseCode: 535, code: 'EAUTH' }],
  ])('tries again after %s', (_name, fields) => {
    expect(judgeMailFailure(smtpError(fields), 1, 1_000)).toMatchObject({ type: 'retry' });
  });

  it('gives up after 550, a bad address, or too many tries', () => {
    expect(judgeMailFailure(smtpError({ responseCode: 550 }), 1, 1_000)).toEqual({ type: 'fail' });
    expect(judgeMailFailure(new BadAddressError('x'), 1, 1_000)).toEqual({ type: 'fail' });
    expect(judgeMailFailure(smtpError({ code: 'ECONNECTION' }), MAIL_TRIES, 1_000)).toEqual({ type: 'fail' });
  });
});
