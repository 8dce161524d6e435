import { readdirSync, readlinkSync } from 'node:fs';
import { type Job, type JobPage } from '@orders/contracts';
import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from './raw-request';

const BODY_TIMEOUT_MS = 1_500;
const CSV = 'product,qty,price\nCup,1,1.00\n';
const BOUNDARY = 'b0undary';

/** A part of a multipart body. */
const part = (disposition: string, content: string, type = 'text/csv'): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
const END = `--${BOUNDARY}--\r\n`;

describe('hostile uploads', () => {
  let stack: TestStack;
  let ann: ApiClient;
  let database: MongoClient;
  beforeAll(async () => {
    stack = await startStack({
      workers: 0,
      environment: { BODY_TIMEOUT_MS: String(BODY_TIMEOUT_MS), MAX_FILE_MB: '1', MAX_FILES: '3' },
    });
    ann = await ApiClient.register(stack.url);
    database = await MongoClient.connect(stack.mongoUri);
  });
  afterAll(async () => {
    await database.close();
    await stack.stop();
  });

  const send = (body: string | Buffer, type = `multipart/form-data; boundary=${BOUNDARY}`) =>
    ann.request<{ code: string; jobs?: Job[] }>('uploads', {
      method: 'POST',
      body,
      headers: { 'Content-Type': type },
    });
  const head = (more: string[]): string =>
    [
      'POST /api/v1/uploads HTTP/1.1',
      'Host: api.example.com',
      `Authorization: Bearer ${ann.token}`,
      `Content-Type: multipart/form-data; boundary=${BOUNDARY}`,
      ...more,
      '',
      '',
    ].join('\r\n');
  const counts = async () => ({
    jobs: (await ann.get<JobPage>('jobs')).body.total,
    files: await database.db().collection('orderFiles.files').countDocuments(),
    chunks: await database.db().collection('orderFiles.chunks').countDocuments(),
  });
  /**
   * Asks for health, again and again, until `attack` is over: an attack that kept the process busy would be
   * the end of this test's time. @returns how often health was well.
   */
  async function healthDuring(attack: Promise<unknown>): Promise<number> {
    let answers = 0;
    const attacking = { on: true };
    void attack.finally(() => (attacking.on = false));
    do {
      expect((await fetch(`${stack.url}/health/live`)).status).toBe(200);
      answers++;
    } while (attacking.on);
    return answers;
  }

  const manyFields = Array.from({ length: 5_000 }, (_, n) => part(`name="f${n}"`, 'x')).join('');
  it.each([
    ['a huge array index', part('name="items[4294967294]"', 'x') + END],
    ['an array name', part('name="items[x]"', 'x') + END],
    ['deeply nested names', part(`name="a${'[b]'.repeat(500)}"`, 'x') + END],
    [
      'names of the prototype',
      part('name="__proto__[role]"', 'admin') + part('name="constructor"', 'x') + END,
    ],
    ['thousands of fields', manyFields + END],
    ['a field name of 100 kB', part(`name="${'n'.repeat(100_000)}"`, 'x') + END],
    ['a field of 1 MB', part('name="options"', 'x'.repeat(1_000_000)) + END],
    [
      'options that are no JSON',
      part('name="options"', '{') + part('name="files"; filename="a.csv"', CSV) + END,
    ],
    ['a null in a file name', part('name="files"; filename="null\u0000.csv"', CSV) + END],
    ['no end', part('name="files"; filename="a.csv"', CSV)],
    ['no part', END],
    ['nothing', ''],
    ['headers without end', `--${BOUNDARY}\r\nContent-Disposition: form-data${'; x=y'.repeat(20_000)}`],
    ['a file in another field', part('name="other"; filename="a.csv"', CSV) + END],
    [
      'more files than allowed',
      Array.from({ length: 4 }, (_, n) => part(`name="files"; filename="${n}.csv"`, CSV)).join('') + END,
    ],
  ])('with %s are a 400, and nothing stays', async (_what, body) => {
    const before = await counts();
    const attack = send(body);
    expect(await healthDuring(attack)).toBeGreaterThan(0);
    expect(await attack).toMatchObject({ status: 400 });
    expect(await counts()).toEqual(before);
  });

  it.each([
    ['no boundary', 'multipart/form-data', 400],
    ['an endless boundary', `multipart/form-data; boundary=${'b'.repeat(5_000)}`, 400],
    ['another type', 'application/x-www-form-urlencoded', 415],
    ['a type that only begins so', 'multipart/form-data-evil; boundary=b', 415],
    ['no type', '', 415],
  ])('with %s are refused by type', async (_what, type, status) => {
    expect((await send(part('name="files"; filename="a.csv"', CSV) + END, type)).status).toBe(status);
  });

  it('that are too large are refused before they are read, or as soon as they show', async () => {
    const before = await counts();
    const announced = await rawRequest(stack.url, [
      head(['Content-Length: 99999999999', 'Connection: close']),
    ]);
    expect(announced.status).toBe(413);
    const shown = await send(part('name="files"; filename="a.csv"', 'x'.repeat(1_048_577)) + END);
    expect(shown).toMatchObject({ status: 413, body: { code: 'file_too_large' } });
    expect(await counts()).toEqual(before);
  });

  it('that trickle are answered 408, and leave nothing', async () => {
    const before = await counts();
    const opened = openDescriptors();
    const start =
      head(['Content-Length: 500000']) + part('name="files"; filename="slow.csv"', CSV).slice(0, -2);
    const attack = Promise.all([
      rawRequest(stack.url, [start], { trickleMs: 100 }),
      rawRequest(stack.url, [start]),
      rawRequest(stack.url, [head(['Transfer-Encoding: chunked']), '5\r\n--b0u\r\n']),
    ]);
    expect(await healthDuring(attack)).toBeGreaterThan(10);
    for (const { status, text } of await attack) {
      expect(status).toBe(408);
      expect(text).toContain('"code":"request_timeout"');
    }
    await until(async () => JSON.stringify(await counts()) === JSON.stringify(before));
    await until(() => Promise.resolve(openDescriptors() <= opened));
  });

  it('and other bodies that trickle are answered 408', async () => {
    const slow = await rawRequest(
      stack.url,
      [
        'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{',
      ],
      { trickleMs: 100 },
    );
    expect(slow.status).toBe(408);
    expect(slow.text).toContain('"code":"request_timeout"');
    expect(slow.text.toLowerCase()).toContain('content-security-policy');
  });

  it('without a token are refused before a byte of them is stored', async () => {
    const before = await counts();
    const answer = await new ApiClient(stack.url).upload([{ name: 'a.csv', bytes: Buffer.from(CSV) }]);
    expect(answer.status).toBe(401);
    expect(await counts()).toEqual(before);
  });

  it.each([
    ['../../../etc/passwd'],
    ['..\\..\\windows\\win.ini'],
    ['/absolute/path.csv'],
    ['line\r\nX-Injected: yes.csv'],
    ['"; filename=evil.exe'],
    ['<img src=x onerror=alert(1)>.csv'],
    ['٣\u202Evsc.exe'],
    ['con.csv'],
    [`${'long'.repeat(1_000)}.csv`],
  ])('named %j are jobs like any other: the name is data', async (name) => {
    const answer = await send(
      part(`name="files"; filename="${name.replace(/["\r\n]/g, encodeURIComponent)}"`, CSV) + END,
    );
    expect(answer.status).toBe(202);
    const job = answer.body.jobs![0]!;
    const download = await fetch(`${stack.url}/api/v1/jobs/${job.id}/file`, {
      headers: { Authorization: `Bearer ${ann.token}` },
    });
    expect(download.status).toBe(200);
    expect(await download.text()).toBe(CSV);
    expect(download.headers.get('content-type')).toBe('application/octet-stream');
    expect(download.headers.get('x-content-type-options')).toBe('nosniff');
    expect(download.headers.get('x-injected')).toBeNull();
    expect(download.headers.get('content-security-policy')).toContain("default-src 'self'");
    const disposition = download.headers.get('content-disposition')!;
    expect(disposition).toMatch(/^attachment; filename="[^"\\/\r\n]*"; filename\*=UTF-8''[^"\\/\r\n ]*$/);
  });

  /** Files and sockets that the API holds open. */
  function openDescriptors(): number {
    const folder = `/proc/${stack.apis[0]!.pid}/fd`;
    return readdirSync(folder).filter((name) => {
      try {
        return /^(socket|\/tmp)/.test(readlinkSync(`${folder}/${name}`));
      } catch {
        return false;
      }
    }).length;
  }
});

async function until(test: () => Promise<boolean>): Promise<void> {
  while (!(await test())) await new Promise((resolve) => setImmediate(resolve));
}
