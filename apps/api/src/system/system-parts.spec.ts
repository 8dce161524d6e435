import { describe, expect, it } from 'vitest';
import { databasePart, mailPart, queuePart, webhooksPart, workersPart } from './system-parts';

const QUEUE = { pending: 0, processing: 0, failed: 0, finishedLastHour: 0, oldestPendingAt: null };
const MAIL = { transport: null, pending: 0, failedLastDay: 0, lastError: null };
const NOW = Date.UTC(2026, 4, 1, 12);

describe('the parts of the system', () => {
  it('are well where nothing waits or fails', () => {
    const worker = { id: 'w', host: 'h', pid: 1, slots: 3, jobs: ['j'], startedAt: '', seenAt: '' };
    const parts = [
      databasePart({ embedded: true, version: '8.0.0', latencyMs: 1.26 }),
      queuePart(QUEUE, false, NOW),
      workersPart([worker, { ...worker, jobs: [] }]),
      mailPart(MAIL),
      webhooksPart({ retrying: 0, failedLastDay: 0 }),
    ];
    expect(parts.map(({ state }) => state)).toEqual(Array.from(parts, () => 'ok'));
    expect(parts.map(({ detail }) => detail)).toEqual([
      'Embedded database, answers in 1.3 ms.',
      '0 pending; 0 processing.',
      '2 workers with 6 slots, 1 job running.',
      'Nothing sent so far; 0 pending, 0 given up in the last day.',
      'No message is failing.',
    ]);
  });

  it.each([
    [databasePart({ embedded: false, version: '8.2.1', latencyMs: 300 }), /^MongoDB 8\.2\.1, answers in 300/],
    [queuePart(QUEUE, true, NOW), /^Paused\. 0 pending/],
    [
      queuePart({ ...QUEUE, pending: 2, oldestPendingAt: new Date(NOW - 7_200_000) }, false, NOW),
      /oldest for 2 h/,
    ],
    [
      mailPart({ ...MAIL, transport: 'smtp', pending: 1, lastError: 'Refused' }),
      /^By SMTP; 1 pending.*Refused$/,
    ],
    [mailPart({ ...MAIL, transport: 'folder', failedLastDay: 2 }), /mail folder.*2 given up/],
    [webhooksPart({ retrying: 1, failedLastDay: 3 }), /^1 message being tried again, 3 given up/],
  ])('warn: %o', (part, detail) => {
    expect(part.state).toBe('warning');
    expect(part.detail).toMatch(detail);
  });

  it('are down without a worker', () => {
    expect(workersPart([])).toMatchObject({ state: 'down' });
  });
});
