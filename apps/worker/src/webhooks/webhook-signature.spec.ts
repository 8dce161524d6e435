import { describe, expect, it } from 'vitest';
import { signedHeaders } from './webhook-signature';

describe('signedHeaders', () => {
  it('signs as the example of the specification does', () => {
    // https://github.com/standard-webhooks/standard-webhooks, the test vector of its libraries.
    const headers = signedHeaders(
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      '{"test": 2432232314}',
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      1_614_265_330,
    );
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
    expect(headers['webhook-timestamp']).toBe('1614265330');
  });
});
