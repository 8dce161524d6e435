import { createHmac } from 'node:crypto';
import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SECRET = 'q8Z1r5Jw0uF3kLxT7bV9nM2cY6hA4sD1gE8p';

/** Allows a test to send what no program of ours would. */
type AnySocket = Socket<Record<string, () => void>, Record<string, (...data: unknown[]) => void>>;

describe('sockets', () => {
  let stack: TestStack;
  let ann: ApiClient;
  beforeAll(async () => {
    stack = await startStack({
      workers: 0,
      environment: { JWT_SECRET: SECRET, FRONTEND_URL: 'https://orders.example.com' },
    });
    ann = await ApiClient.register(stack.url);
  });
  afterAll(() => stack.stop());

  const open = async (options: {
    token?: unknown;
    origin?: string;
    transport?: 'websocket' | 'polling';
    path?: string;
  }) => {
    const { origin, transport = 'websocket' } = options;
    const socket: AnySocket = io(`${stack.url}${options.path ?? ''}`, {
      auth: { token: 'token' in options ? options.token : ann.token },
      transports: [transport],
      forceNew: true,
      reconnection: false,
      ...(origin !== undefined && { extraHeaders: { Origin: origin } }),
    });
    const error = await new Promise<Error | undefined>((resolve) => {
      socket.once('connect', () => resolve(undefined));
      socket.once('connect_error', resolve);
    });
    if (error) socket.close();
    return { socket, error };
  };
  const closing = (socket: AnySocket): Promise<string> =>
    new Promise((resolve) => socket.once('disconnect', (reason) => resolve(reason)));

  it.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['an object', { $ne: '' }],
    ['a number', 1],
    ['nonsense', 'a.b.c'],
  ])('with %s for a token are refused', async (_what, token) => {
    expect((await open({ token })).error?.message).toBe('unauthenticated');
  });

  it.each([
    ['websocket', 'https://evil.example.com'],
    ['websocket', 'https://orders.example.com.evil.example.com'],
    ['websocket', 'null'],
    ['polling', 'https://evil.example.com'],
  ] as const)('by %s from a page at %s are refused', async (transport, origin) => {
    expect((await open({ origin, transport })).error).toBeDefined();
  });

  it('from the console’s own page are let in', async () => {
    const { socket, error } = await open({ origin: 'https://orders.example.com' });
    expect(error).toBeUndefined();
    socket.close();
  });

  it('to another namespace are refused', async () => {
    expect((await open({ path: '/admin' })).error?.message).toBe('Invalid namespace');
  });

  it('are closed when their token ends', async () => {
    const [header, claims] = ann.token.split('.') as [string, string];
    const content = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
    const short = `${header}.${Buffer.from(
      JSON.stringify({ ...content, exp: Math.floor(Date.now() / 1000) + 2 }),
    ).toString('base64url')}`;
    const token = `${short}.${createHmac('sha256', SECRET).update(short).digest('base64url')}`;
    const { socket, error } = await open({ token });
    expect(error).toBeUndefined();
    expect(await closing(socket)).toBe('io server disconnect');
  });

  it('are closed after their session was ended', async () => {
    const leaver = await ApiClient.register(stack.url);
    const { socket } = await open({ token: leaver.token });
    const closed = closing(socket);
    const [session] = (await leaver.get<{ items: { id: string }[] }>('account/sessions')).body.items;
    expect((await leaver.send('DELETE', `account/sessions/${session!.id}`)).status).toBe(204);
    expect(await closed).toBe('io server disconnect');
  }, 60_000);

  it('that send large messages are closed', async () => {
    const { socket } = await open({});
    const closed = closing(socket);
    socket.emit('message', 'x'.repeat(20_000));
    expect(await closed).toMatch(/transport (close|error)/);
  });

  it('that send many messages are closed', async () => {
    const { socket } = await open({});
    const closed = closing(socket);
    for (let n = 0; n < 50; n++) socket.emit('message', n);
    expect(await closed).toBe('io server disconnect');
  });

  it('can join no room and speak to nobody', async () => {
    const [mine, theirs] = [(await open({})).socket, (await open({})).socket];
    const heard: string[] = [];
    theirs.onAny((event: string) => heard.push(event));
    mine.emit('join', 'admins');
    mine.emit('job.finished', { id: 'forged' });
    // Answered after what was sent before it.
    await ann.uploadOne('own.csv', Buffer.from('product,qty,price\nCup,1,1\n'));
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (!heard.includes('job.created')) return;
        clearInterval(look);
        resolve();
      }, 10);
    });
    expect(heard).toEqual(['job.created']);
    mine.close();
    theirs.close();
  });
});
