import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { type JobPage, type UploadLimits } from '@orders/contracts';
import { sampleWorkbook } from '@orders/sample-orders';
import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read, utils } from 'xlsx';

describe('uploads', () => {
  let stack: TestStack;
  let ann: ApiClient;
  let file: Uint8Array;
  beforeAll(async () => {
    stack = await startStack({ workers: 0, environment: { MAX_FILE_MB: '1', MAX_FILES: '3' } });
    ann = await ApiClient.register(stack.url);
    ({ bytes: file } = await sampleWorkbook({ rows: 20 }));
  });
  afterAll(() => stack.stop());

  const jobCount = async (): Promise<number> => (await ann.get<JobPage>('jobs')).body.total ?? -1;

  it('answers 202 with a pending job a file, and gives the file back byte for byte', async () => {
    const answer = await ann.upload([
      { name: 'März.xlsx', bytes: file },
      { name: 'april.csv', bytes: Buffer.from('productName,quantity,price\nCup,1,2.50\n') },
    ]);
    expect(answer.status).toBe(202);
    expect(answer.body.jobs.map((job) => [job.file.name, job.status, job.file.size])).toEqual([
      ['März.xlsx', 'pending', file.length],
      ['april.csv', 'pending', 38],
    ]);
    const [job] = answer.body.jobs;
    const original = await fetch(`${stack.url}/api/v1/jobs/${job!.id}/file`, {
      headers: { Authorization: `Bearer ${ann.token}` },
    });
    expect(Buffer.from(await original.arrayBuffer()).equals(Buffer.from(file))).toBe(true);
    expect(original.headers.get('content-disposition')).toContain("filename*=UTF-8''M%C3%A4rz.xlsx");
    expect(original.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('tells the owner that the same bytes were uploaded before', async () => {
    const { bytes } = await sampleWorkbook({ rows: 21 });
    const first = await ann.uploadOne('first.xlsx', bytes);
    const second = await ann.uploadOne('second.xlsx', bytes);
    expect(first.duplicateOf).toBeNull();
    expect(second.duplicateOf).toBe(first.id);
    const somebody = await ApiClient.register(stack.url);
    expect((await somebody.uploadOne('first.xlsx', bytes)).duplicateOf).toBeNull();
  });

  it('makes one set of jobs of a request that is sent 20 times with one key', async () => {
    const before = await jobCount();
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        ann.upload([{ name: 'once.xlsx', bytes: file }], { headers: { 'Idempotency-Key': key } }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([202]));
    expect(new Set(answers.map((answer) => answer.body.jobs[0]?.id)).size).toBe(1);
    expect(await jobCount()).toBe(before + 1);
  });

  it('refuses a key that was used for something else', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    await ann.upload([{ name: 'a.xlsx', bytes: file }], { headers });
    const other = await ann.upload([{ name: 'b.xlsx', bytes: file }], { headers });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  it.each([
    [
      'a file over the limit',
      [{ name: 'big.csv', bytes: Buffer.alloc(1024 * 1024 + 1) }],
      413,
      'file_too_large',
    ],
    [
      'too many files',
      Array.from({ length: 4 }, (_, n) => ({ name: `${n}.csv`, bytes: Buffer.from('x') })),
      400,
      'too_many_files',
    ],
    ['no file', [], 400, 'no_files'],
  ])('refuses %s and keeps nothing', async (_what, files, status, code) => {
    const before = await jobCount();
    expect(await ann.upload(files)).toMatchObject({ status, body: { code } });
    expect(await jobCount()).toBe(before);
  });

  it('refuses options that are not as they should be, and says where', async () => {
    const wrong = await ann.upload([{ name: 'a.xlsx', bytes: file }], {
      options: { mapping: { price: { $gt: 1 } } },
    });
    expect(wrong).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', errors: [{ pointer: '/options/mapping/price' }] },
    });
  });

  it.each([
    ['fields that would make huge arrays', 'items[4294967294]'],
    ['nested fields', 'a[b][c][d]'],
  ])('answers 400 to %s', async (_what, field) => {
    const form = new FormData();
    form.append(field, 'x');
    form.append('files', new Blob([Buffer.from(file)]), 'a.xlsx');
    const answer = await ann.request('uploads', { method: 'POST', body: form });
    expect(answer.status).toBe(400);
  });

  it('answers 415 to what is no form, and 400 to a form without a boundary', async () => {
    expect((await ann.post('uploads', { files: [] })).status).toBe(415);
    const noBoundary = await ann.request('uploads', {
      method: 'POST',
      body: 'x',
      headers: { 'Content-Type': 'multipart/form-data' },
    });
    expect(noBoundary).toMatchObject({ status: 400, body: { code: 'malformed_upload' } });
  });

  it('keeps nothing of an upload that breaks off', async () => {
    const before = await jobCount();
    await new Promise<void>((resolve) => {
      const broken = httpRequest(`${stack.url}/api/v1/uploads`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${ann.token}`,
          'Content-Type': 'multipart/form-data; boundary=b',
          'Content-Length': '500000',
        },
      });
      broken.on('error', () => resolve());
      broken.write(
        '--b\r\nContent-Disposition: form-data; name="files"; filename="cut.csv"\r\n\r\nproductName,',
      );
      broken.flushHeaders();
      setImmediate(() => broken.destroy(new Error('cut')));
    });
    expect(await jobCount()).toBe(before);
    expect((await fetch(`${stack.url}/health/ready`)).status).toBe(200);
  });

  it('offers a template that holds the headers', async () => {
    const answer = await fetch(`${stack.url}/api/v1/uploads/template`, {
      headers: { Authorization: `Bearer ${ann.token}` },
    });
    const book = read(Buffer.from(await answer.arrayBuffer()));
    const [headers] = utils.sheet_to_json<string[]>(book.Sheets['Orders']!, { header: 1 });
    expect(headers).toEqual(['orderId', 'productName', 'quantity', 'price']);
  });

  it('states its limits', async () => {
    expect((await ann.get<UploadLimits>('uploads/limits')).body).toMatchObject({
      maxFileBytes: 1024 * 1024,
      maxFiles: 3,
    });
  });
});
