import { createHash } from 'node:crypto';
import { type KnownFileAnswer, type StagedUpload, type StagedUploads } from '@orders/contracts';
import { ApiClient, type JobWatch, startStack, type TestStack } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const GOOD = Buffer.from('productName,quantity,price\nCup,2,2.50\nPlate,1,7.00\n');
const PARTLY = Buffer.from('productName,quantity,price\nCup,2,2.50\nPlate,none,7.00\nPot,x,\n');
const FOREIGN = Buffer.from('Ware;Zahl;Betrag\nTasse;2;2,50\nTeller;1;7,00\n');
const FOREIGN_AGAIN = Buffer.from('Betrag;Ware;Zahl\n3,10;Topf;4\n');
const MAPPED = {
  decimalSeparator: ',' as const,
  mapping: { productName: '=A', quantity: '=B', price: '=C' },
  headerRow: 1,
};

describe('staged uploads', () => {
  let stack: TestStack;
  let ann: ApiClient;
  let watch: JobWatch;
  beforeAll(async () => {
    stack = await startStack();
    ann = await ApiClient.register(stack.url, { name: 'Ann' });
    watch = await ann.watch();
  });
  afterAll(async () => {
    watch.close();
    await stack.stop();
  });

  async function stage(bytes: Buffer, name = 'orders.csv', client = ann): Promise<StagedUpload> {
    const answer = await client.upload<StagedUploads>([{ name, bytes }], { path: 'uploads/staged' });
    expect(answer.status).toBe(201);
    return answer.body.items[0]!;
  }
  const previewed = async (bytes: Buffer): Promise<StagedUpload> => watch.inspected(await stage(bytes));
  async function checked(staged: StagedUpload, options: unknown): Promise<StagedUpload> {
    const asked = await ann.post<StagedUpload>(`uploads/staged/${staged.id}/inspections`, {
      kind: 'check',
      options,
    });
    expect(asked.status).toBe(202);
    return watch.inspected(asked.body);
  }

  it('previews the head of a file by itself, with samples and the reason of each match', async () => {
    const { preview, inspection, known } = await previewed(GOOD);
    expect(inspection).toMatchObject({ kind: 'preview', state: 'done', error: null });
    expect(known).toBeNull();
    expect(preview).toMatchObject({ format: 'csv', sheet: null, headerRow: 1, missing: [] });
    expect(preview?.columns[0]).toMatchObject({
      column: 'A',
      header: 'productName',
      samples: ['Cup', 'Plate'],
      match: { field: 'productName' },
    });
  });

  it('checks the whole file without a job, then starts it with what was chosen', async () => {
    const staged = await checked(await previewed(PARTLY), { decimalSeparator: '.' });
    expect(staged.inspection).toMatchObject({ kind: 'check', state: 'done' });
    expect(staged.check?.metrics).toMatchObject({
      rowsTotal: 3,
      rowsAccepted: 1,
      rowsRejected: 2,
      revenue: '5.00',
    });
    expect(staged.check?.rowErrors.map(({ row, column }) => `${column}${row}`)).toEqual(['B3', 'B4', 'C4']);
    expect((await ann.get<{ total: number }>('jobs?search=orders.csv')).body.total).toBe(0);

    const options = { decimalSeparator: '.' };
    const start = () =>
      ann.post<{ jobs: { id: string }[] }>(`uploads/staged/${staged.id}/start`, { options });
    const [first, second] = await Promise.all([start(), start()]);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body.jobs[0]?.id).toBe(first.body.jobs[0]?.id);
    expect((await start()).body.jobs[0]?.id).toBe(first.body.jobs[0]?.id);
    expect(await watch.finished(first.body.jobs[0]!.id)).toMatchObject({
      status: 'completed',
      metrics: { rowsAccepted: 1, rowsRejected: 2 },
    });
    expect((await ann.get(`uploads/staged/${staged.id}`)).status).toBe(404);
  });

  it('stops at more rejected rows than are allowed: in the check, and in the job', async () => {
    const staged = await checked(await previewed(PARTLY), { maxRejectedRows: 1 });
    expect(staged.inspection).toMatchObject({ state: 'failed', error: { code: 'too_many_rejected_rows' } });
    expect(staged.check?.metrics.rowsRejected).toBe(2);
    const job = await ann.process('strict.csv', PARTLY, { maxRejectedRows: 1 });
    expect(job).toMatchObject({
      status: 'failed',
      error: { code: 'too_many_rejected_rows', details: { limit: 1 } },
      metrics: { rowsAccepted: 1, rowsRejected: 2 },
    });
    const lenient = await ann.process('lenient.csv', PARTLY, { maxRejectedRows: 2 });
    expect(lenient.status).toBe('completed');
  });

  it('remembers the columns for the same headers in another order, staged and uploaded straight', async () => {
    const first = await previewed(FOREIGN);
    expect(first).toMatchObject({ remembered: false, preview: { headerRow: null } });
    const asked = await ann.post<StagedUpload>(`uploads/staged/${first.id}/inspections`, {
      kind: 'preview',
      options: MAPPED,
    });
    expect((await watch.inspected(asked.body)).preview).toMatchObject({ headerRow: 1, missing: [] });
    const started = await ann.post<{ jobs: { id: string }[] }>(`uploads/staged/${first.id}/start`, {
      options: MAPPED,
    });
    const job = await watch.finished(started.body.jobs[0]!.id);
    expect(job).toMatchObject({ status: 'completed', metrics: { revenue: '12.00' } });

    const again = await previewed(FOREIGN_AGAIN);
    expect(again).toMatchObject({
      remembered: true,
      options: { mapping: { productName: 'Ware', quantity: 'Zahl', price: 'Betrag' }, decimalSeparator: ',' },
      preview: { headerRow: 1, missing: [] },
    });
    expect(await ann.process('straight.csv', FOREIGN_AGAIN)).toMatchObject({
      status: 'completed',
      metrics: { revenue: '12.40' },
    });
    const eve = await ApiClient.register(stack.url);
    expect(await eve.process('straight.csv', FOREIGN_AGAIN)).toMatchObject({
      status: 'failed',
      error: { code: 'missing_columns' },
    });
  });

  it('tells of a file that was uploaded before, to those who may see it', async () => {
    const bytes = Buffer.from('productName,quantity,price\nVase,1,12.00\n');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const ask = async (client: ApiClient) =>
      (await client.get<KnownFileAnswer>(`uploads/known?sha256=${sha256}`)).body.known;
    expect(await ask(ann)).toBeNull();
    const job = await ann.uploadOne('vase.csv', bytes);
    const known = { jobId: job.id, fileName: 'vase.csv', ownerName: 'Ann' };
    expect(await ask(ann)).toMatchObject(known);
    expect((await stage(bytes)).known).toMatchObject(known);
    const eve = await ApiClient.register(stack.url);
    expect(await ask(eve)).toBeNull();
    expect((await stage(bytes, 'vase.csv', eve)).known).toBeNull();
    expect((await ann.get('uploads/known?sha256=abc')).status).toBe(400);
  });

  it("stages a job's own file to process it in another way", async () => {
    const failed = await ann.process('foreign.csv', Buffer.from('A1;B1;C1\nCup;2;1,50\n'));
    expect(failed.error?.code).toBe('missing_columns');
    const staged = await ann.post<StagedUpload>(`jobs/${failed.id}/stage`);
    expect(staged).toMatchObject({ status: 201, body: { reprocessOf: failed.id } });
    const started = await ann.post<{ jobs: { id: string }[] }>(`uploads/staged/${staged.body.id}/start`, {
      options: MAPPED,
    });
    expect(await watch.finished(started.body.jobs[0]!.id)).toMatchObject({
      status: 'completed',
      reprocessOf: failed.id,
      metrics: { revenue: '3.00' },
    });
  });

  it('says what is wrong with a file that can not be read', async () => {
    const staged = await previewed(Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'));
    expect(staged).toMatchObject({
      preview: null,
      inspection: { state: 'failed', error: { code: 'unsupported_format' } },
    });
  });

  it('throws a file away, and its bytes with the next sweep', async () => {
    const staged = await stage(GOOD);
    expect((await ann.send('DELETE', `uploads/staged/${staged.id}`)).status).toBe(204);
    expect((await ann.send('DELETE', `uploads/staged/${staged.id}`)).status).toBe(404);
    const listed = (await ann.get<StagedUploads>('uploads/staged')).body.items;
    expect(listed.map(({ id }) => id)).not.toContain(staged.id);
  });
});
