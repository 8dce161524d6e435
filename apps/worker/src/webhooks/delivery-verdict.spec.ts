import { describe, expect, it } from 'vitest';
import { DELIVERY_TRIES, judgeAnswer, judgeError } from './delivery-verdict';
import { ForbiddenAddressError } from './webhook-caller';

describe('what becomes of a message', () => {
  it('is received with any 2xx', () => {
    expect(judgeAnswer(204, 1, 1_000)).toEqual({ type: 'delivered' });
  });

  it.each([301, 400, 404, 429, 500, 503])('is tried again after %d', (status) => {
    expect(judgeAnswer(status, 1, 1_000)).toMatchObject({ type: 'retry' });
  });

  it('is given up after the last try', () => {
    expect(judgeAnswer(503, DELIVERY_TRIES, 1_000)).toEqual({ type: 'fail', switchOff: false });
    expect(judgeError(new Error('connect ECONNREFUSED'), DELIVERY_TRIES, 1_000)).toMatchObject({
      type: 'fail',
    });
  });

  it('ends with the webhook when the receiver is gone for good', () => {
    expect(judgeAnswer(410, 1, 1_000)).toEqual({ type: 'fail', switchOff: true });
  });

  it('is not tried again where it may not go', () => {
    expect(judgeError(new ForbiddenAddressError(), 1, 1_000)).toEqual({ type: 'fail', switchOff: false });
  });
});
