import { describe, expect, it } from 'vitest';
import { loadWorkerConfig } from './load-worker-config';

const MONGO_URI = 'mongodb://localhost/orders';

describe('loadWorkerConfig', () => {
  it('writes mails into the data folder where no SMTP is set up', () => {
    const config = loadWorkerConfig({ MONGO_URI, DATA_DIR: '/srv/orders' });
    expect(config.mailRoute).toEqual({ kind: 'folder', folder: '/srv/orders/mail' });
    expect(config.mailFrom).toEqual({ name: 'Order Processing', address: 'orders@localhost' });
  });

  it('takes a mailbox alone for one at Gmail', () => {
    const config = loadWorkerConfig({ MONGO_URI, EMAIL_USER: 'ops@gmail.com', EMAIL_PASS: 'app-password' });
    expect(config.mailRoute).toMatchObject({
      kind: 'smtp',
      host: 'smtp.gmail.com',
      port: 465,
      secure: true,
      auth: { user: 'ops@gmail.com', pass: 'app-password' },
    });
    expect(config.mailFrom.address).toBe('ops@gmail.com');
  });

  it('takes a server of its own, with or without a sign-in, and a sender', () => {
    const config = loadWorkerConfig({
      MONGO_URI,
      SMTP_HOST: 'mail.example.com',
      SMTP_PORT: '25',
      MAIL_FROM: 'Orders, Inc. <orders@example.com>',
    });
    expect(config.mailRoute).toMatchObject({
      kind: 'smtp',
      host: 'mail.example.com',
      port: 25,
      auth: undefined,
    });
    expect(
      loadWorkerConfig({ MONGO_URI, MAIL_FROM: '"Orders, Inc." <orders@example.com>' }).mailFrom,
    ).toEqual({
      name: 'Orders, Inc.',
      address: 'orders@example.com',
    });
  });

  it.each([
    [{ EMAIL_USER: 'ops@example.com' }, 'EMAIL_PASS: is not set, but EMAIL_USER is'],
    [{ EMAIL_PASS: 'x' }, 'EMAIL_USER: is not set, but EMAIL_PASS is'],
    [{ MAIL_FROM: 'nobody' }, 'MAIL_FROM: must be one address, like Orders <orders@example.com>'],
    [{ MAIL_FROM: 'a@example.com\r\nBcc: b@example.com' }, 'MAIL_FROM: must be one address'],
    [{ MAIL_FROM: 'a@example.com, b@example.com' }, 'MAIL_FROM: must be one address'],
    [{ LEASE_MS: '10' }, 'LEASE_MS: must be at least 1000'],
  ])('refuses %j', (environment, line) => {
    expect(() => loadWorkerConfig({ MONGO_URI, ...environment })).toThrow(line);
  });
});
