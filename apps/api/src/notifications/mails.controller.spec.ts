import { type AuditPage, type Mail, type MailContent } from '@orders/contracts';
import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const FILE = Buffer.from('product,qty,price\nCup,2,3.50\nCup,x,1\n');

describe('mails', () => {
  let stack: TestStack;
  let ann: ApiClient;
  let boss: ApiClient;
  beforeAll(async () => {
    stack = await startStack({ smtp: true, environment: { ADMIN_EMAIL: 'boss@example.com' } });
    ann = await ApiClient.register(stack.url, { email: 'ann@example.com' });
    boss = await ApiClient.register(stack.url, { email: 'boss@example.com' });
  });
  afterAll(() => stack.stop());

  const sent = async (ids: string[]): Promise<void> => {
    const watch = await ann.watch();
    const isSent = async (id: string) => (await ann.job(id)).report.state === 'sent';
    for (const id of ids)
      if (!(await isSent(id)))
        await watch.until(() => watch.changed.some((job) => job.id === id && job.report.state === 'sent'));
    watch.close();
  };
  const heard = (messageId: string) =>
    stack.smtp!.mail(({ mail }) => mail.messageId === `<${messageId}@localhost>`);

  it('are sent again under a new Message-ID, by administrators, on record', async () => {
    const { id: jobId } = await ann.process('orders.csv', FILE);
    await sent([jobId]);
    const id = `job-${jobId}-1`;
    const { mail: first } = await heard(id);
    const again = await boss.post<Mail>(`mails/${id}/resend`);
    expect(again).toMatchObject({
      status: 200,
      body: { id, jobId, batchId: null, to: 'ann@example.com', state: 'pending', attempts: 0, sentAt: null },
    });
    const { mail: second, to } = await heard(`${id}.1`);
    expect(to).toEqual(['ann@example.com']);
    expect(second.text).toBe(first.text);
    expect(second.attachments.map(({ filename }) => filename)).toEqual(['orders - rejected rows.xlsx']);

    const { body } = await boss.get<AuditPage>('audit?action=mail_resent');
    expect(body.items).toMatchObject([{ subject: id, actor: { email: 'boss@example.com' } }]);
    expect((await ann.post(`mails/${id}/resend`)).body).toMatchObject({ code: 'forbidden' });
    expect((await boss.post('mails/job-x/resend')).body).toMatchObject({ code: 'not_found' });
  });

  it('say what they said when their job is gone since, and are not sent twice while they wait', async () => {
    const { id: jobId } = await ann.process('gone.csv', FILE);
    await sent([jobId]);
    const id = `job-${jobId}-1`;
    expect((await ann.send('DELETE', `jobs/${jobId}`)).status).toBe(204);
    await stack.workers[0]!.stop();
    expect((await boss.post(`mails/${id}/resend`)).status).toBe(200);
    expect(await boss.post(`mails/${id}/resend`)).toMatchObject({
      status: 409,
      body: { code: 'mail_pending' },
    });
    await stack.workers[0]!.start();
    const { mail } = await heard(`${id}.1`);
    expect(mail.text).toContain('gone.csv');
    expect(mail.attachments).toEqual([]);
  });

  it('are one for files that were uploaded together where their owner asks for it, found at each job', async () => {
    const preferences = { email: 'always', batch: true };
    expect((await ann.send('PUT', 'notifications/preferences', preferences)).body).toEqual(preferences);
    expect((await ann.get('notifications/preferences')).body).toEqual(preferences);
    const { body } = await ann.upload([
      { name: 'one.csv', bytes: FILE },
      { name: 'two.csv', bytes: FILE },
    ]);
    const ids = body.jobs.map(({ id }) => id);
    await sent(ids);
    const batchId = body.jobs[0]!.batchId!;
    const { mail } = await heard(`batch-${batchId}`);
    expect(mail.subject).toBe('Completed, 2 rows rejected: 2 files');
    for (const id of ids) {
      const report = await ann.get<MailContent>(`jobs/${id}/report`);
      expect(report.body).toMatchObject({ id: `batch-${batchId}`, jobId: ids[0], batchId });
    }
  });
});
