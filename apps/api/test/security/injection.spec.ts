import { type Job, type MailContent } from '@orders/contracts';
import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { read, utils } from 'xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const FORMULAS = [
  '=HYPERLINK("http://evil.example.com","x")',
  '+1+cmd|calc',
  '-2+3',
  '@SUM(1)',
  '\t=1',
  '=1+1',
];
const MARKUP = '<img src=x onerror=alert(1)><script>alert(2)</script>';
const FORMULA_NAME = '=cmd|calc!A1.csv';

describe('what people write', () => {
  let stack: TestStack;
  let ann: ApiClient;
  let job: Job;
  beforeAll(async () => {
    stack = await startStack({ smtp: true });
    ann = await ApiClient.register(stack.url, { name: `Ann ${MARKUP}`, email: 'ann@example.com' });
    const rows = FORMULAS.map((text) => `"${text.replaceAll('"', '""')}",x,1`);
    const sheet = ['product,qty,price', `"${MARKUP}",1,5`, ...rows].join('\n');
    job = await ann.process(`${MARKUP.replaceAll('/', '')}.csv`, Buffer.from(sheet));
    await ann.process(FORMULA_NAME, Buffer.from('product,qty,price\nCup,1,1\n'));
  });
  afterAll(() => stack.stop());

  const download = async (path: string): Promise<Buffer> => {
    const answer = await fetch(`${stack.url}/api/v1/${path}`, {
      headers: { Authorization: `Bearer ${ann.token}` },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    return Buffer.from(await answer.arrayBuffer());
  };

  it('is no formula in the report of rejected rows, as CSV and as .xlsx', async () => {
    expect(job).toMatchObject({ status: 'completed', metrics: { rowsRejected: FORMULAS.length } });
    for (const format of ['csv', 'xlsx']) {
      const book = read(await download(`jobs/${job.id}/row-errors/report?format=${format}`), { raw: true });
      const sheet = book.Sheets[book.SheetNames[0]!]!;
      const cells = Object.entries(sheet).filter(([place]) => !place.startsWith('!')) as [
        string,
        { f?: string },
      ][];
      expect(cells.filter(([, cell]) => cell.f !== undefined)).toEqual([]);
      if (format !== 'csv') continue;
      const texts = utils.sheet_to_json<string[]>(sheet, { header: 1, raw: true }).flat().map(String);
      expect(texts.filter((text) => /^[=+@\t\r-]/.test(text) && Number.isNaN(Number(text)))).toEqual([]);
    }
  });

  it('is no formula in the export of the history', async () => {
    const text = (await download('jobs/export')).toString();
    expect(text).toContain('cmd|calc');
    expect(text).not.toMatch(/(^|,)"?[=+@\t]/m);
  });

  it('is inert in mails, and makes no header and no recipient', async () => {
    const { mail, to } = await stack.smtp!.mail(
      ({ mail: { subject } }) => subject?.startsWith('Completed') ?? false,
    );
    expect(to).toEqual(['ann@example.com']);
    expect(mail.html).not.toMatch(/<img|<script/);
    expect(mail.html).toContain('&lt;img');
    expect([...mail.headers.keys()]).not.toContain('bcc');
    const shown = (await ann.get<MailContent>(`jobs/${job.id}/report`)).body;
    expect(shown.html).not.toMatch(/<img|<script/);
  });

  it.each([
    ['line breaks', 'a@example.com\r\nBcc: eve@example.com'],
    ['two addresses', 'a@example.com, eve@example.com'],
    ['a display name', 'Ann <a@example.com>'],
    ['a quoted part', '"a b\r\n"@example.com'],
    ['a route', '@evil.example.com:a@example.com'],
    ['a percent route', 'a%evil.example.com@example.com\n'],
    ['a null', 'a\u0000@example.com'],
  ])('is no address with %s', async (_what, email) => {
    const anybody = new ApiClient(stack.url);
    const tries = await Promise.all([
      anybody.post('auth/register', { email, name: 'x', password: 'a long enough password' }),
      anybody.post('account/password/forgotten', { email }),
    ]);
    expect(tries.map(({ status }) => status)).toEqual([400, 400]);
  });

  it('is one line in a mail, when it is a name', async () => {
    const name = 'Eve\r\nBcc: victim@example.com\r\n\r\nBuy now';
    const answer = await new ApiClient(stack.url).post('auth/register', {
      email: 'eve@example.com',
      name,
      password: 'a long enough password',
    });
    expect(answer.status).toBe(201);
    const { mail, to } = await stack.smtp!.mail((received) => received.to.includes('eve@example.com'));
    expect(to).toEqual(['eve@example.com']);
    expect([...mail.headers.keys()]).not.toContain('bcc');
    expect(mail.text).toContain('Hello Eve Bcc: victim@example.com Buy now,');
  });

  it('reaches the database as text: no operator of a query string, a path or a body', async () => {
    const eve = await ApiClient.register(stack.url);
    const queries = [
      'status[$ne]=pending',
      'status[$in][]=completed',
      'search[$regex]=.*',
      'owner[$ne]=000000000000000000000000',
      'owner=000000000000000000000000',
      '$where=sleep(1000)',
      'from[$gt]=',
      '__proto__[ownerId]=x',
      'constructor[prototype][x]=y',
      'cursor[$gt]=',
    ];
    for (const query of queries) {
      const answer = await eve.get<{ items?: unknown[] }>(`jobs?${query}`);
      expect([200, 400], query).toContain(answer.status);
      expect(answer.body.items ?? [], query).toEqual([]);
    }
    for (const path of [
      'jobs/[$ne]',
      'jobs/%7B%22$ne%22:1%7D',
      'jobs/null',
      'mails/%24gt',
      'jobs/..%2Fusers',
    ]) {
      expect([400, 404], path).toContain((await eve.get(path)).status);
    }
  });

  it('is clamped where it orders, counts or searches', async () => {
    const wrong = [
      'limit=0',
      'limit=201',
      'limit=1e9',
      'limit=-1',
      'limit=x',
      'sort=ownerId',
      'sort=-__proto__',
      'sort=createdAt&sort=size',
      `search=${'x'.repeat(201)}`,
      'status=done',
      'from=yesterday',
    ];
    for (const query of wrong) {
      expect(await ann.get(`jobs?${query}`), query).toMatchObject({
        status: 400,
        body: { code: 'validation_failed' },
      });
    }
    // A pattern is taken literally, so that none can run for long.
    const pattern = await ann.get<{ total: number }>(`jobs?search=${encodeURIComponent('(a+)+$')}`);
    expect(pattern).toMatchObject({ status: 200, body: { total: 0 } });
    const literal = await ann.get<{ total: number }>(`jobs?search=${encodeURIComponent('.*')}`);
    expect(literal.body.total).toBe(0);
  });

  it.each(['createdAt', 'fileName', 'size', '-revenue'])(
    'is no cursor for %s unless we made it',
    async (sort) => {
      const forge = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const id = '0123456789abcdef01234567';
      const cursors = [
        'x',
        forge(['x', id]),
        forge([1e300, id]),
        forge([{ $gt: '' }, id]),
        forge([null, id]),
        forge(['NaN', { $ne: 1 }]),
      ];
      for (const cursor of cursors) {
        const { status } = await ann.get(`jobs?sort=${sort}&cursor=${cursor}`);
        expect([200, 400], `${sort} ${cursor}`).toContain(status);
      }
    },
  );

  it('is inert in Swagger and in problems', async () => {
    const answer = await fetch(`${stack.url}/api/v1/${encodeURIComponent(MARKUP)}`);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const docs = await fetch(`${stack.url}/api/docs?url=javascript:alert(1)`);
    expect(docs.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(await docs.text()).not.toContain('alert(1)');
  });
});
