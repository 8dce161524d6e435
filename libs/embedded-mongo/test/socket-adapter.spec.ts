import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createAdapter } from '@socket.io/mongo-adapter';
import { Emitter } from '@socket.io/mongo-emitter';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RunningServer } from './running-server';

const running = new RunningServer();
beforeAll(() => running.start());
afterAll(() => running.remove());

async function openCursors(): Promise<number> {
  const status = await running.client.db('admin').command({ serverStatus: 1 });
  return Number((status as { metrics: { cursor: { open: { total: unknown } } } }).metrics.cursor.open.total);
}

it("carries Socket.io's events between processes by change streams", async () => {
  const events = running.client.db('orders').collection('socket.io');
  await events.createIndex({ createdAt: 1 }, { expireAfterSeconds: 3600 }, {});
  const http = createServer();
  const server = new Server(http);
  server.adapter(createAdapter(events, { addCreatedAtField: true }));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const socket = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, {
    transports: ['websocket'],
  });
  await new Promise<void>((resolve) => socket.on('connect', resolve));
  // The adapter opens its change stream on its own: what was emitted before it is open goes to nobody.
  await expect.poll(openCursors).toBe(1);
  const received = new Promise((resolve) => socket.on('job.finished', resolve));
  new Emitter(events, '/', { addCreatedAtField: true }).emit('job.finished', { id: 7 });
  expect(await received).toEqual({ id: 7 });
  socket.disconnect();
  await server.close();
});
