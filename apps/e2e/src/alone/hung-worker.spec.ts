import { longTextFile } from '../files/order-file';
import { expect, test } from '../people/test';
import { Console } from '../pages/console';

test('a worker that hangs is told of, and its job goes on once it is back', async ({ admin, person }) => {
  const ui = new Console(person.page);
  const { workers } = await admin.queue();
  const signal = (name: NodeJS.Signals): void => workers.forEach(({ pid }) => process.kill(pid, name));
  const job = await person.upload(longTextFile('hung.csv', 2_500_000));
  await expect.poll(async () => (await person.job(job.id)).status).toBe('processing');
  signal('SIGSTOP');
  try {
    await person.page.goto(`/jobs/${job.id}`);
    await expect(person.page.getByText('Its worker has not been heard of for a while')).toBeVisible();
    await expect(person.page.getByText('No worker is running')).toBeVisible();
    await person.page.goto('/');
    const attention = person.page.getByRole('region', { name: 'Needs attention' });
    await expect(attention).toContainText('hung.csv');
  } finally {
    signal('SIGCONT');
  }
  await expect(person.page.getByText('No worker is running')).toBeHidden();
  await person.page.goto(`/jobs/${job.id}`);
  await expect(ui.metric('orders')).toHaveText('2,500,000');
});
