import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkerConfig } from '../config/load-worker-config';
import { ForbiddenAddressError, WebhookCaller } from './webhook-caller';

describe('WebhookCaller', () => {
  let connections = 0;
  const server = createServer((_request, response) => {
    response.writeHead(202).end();
  });
  server.on('connection', () => {
    connections++;
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.close();
  });

  const url = (): string => `http://localhost:${(server.address() as AddressInfo).port}/`;
  const caller = (allowed: string): WebhookCaller =>
    new WebhookCaller(loadWorkerConfig({ MONGO_URI: 'mongodb://localhost/orders', WEBHOOK_ALLOW: allowed }));

  it('opens no connection to a name that leads inside', async () => {
    await expect(caller('').post(url(), '{}', {})).rejects.toThrow(ForbiddenAddressError);
    expect(connections).toBe(0);
  });

  it('calls where the operator allows it', async () => {
    expect(await caller('127.0.0.0/8, ::1/128').post(url(), '{}', {})).toBe(202);
    expect(connections).toBe(1);
  });
});
