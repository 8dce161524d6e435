import { longTextFile, orderRows, slowTextFile, workbook } from '../files/order-file';
import { expect, test } from '../people/test';
import { Console } from '../pages/console';

test('the history and the open job follow what happens, in every tab of their owner', async ({ person }) => {
  const history = new Console(person.page);
  const other = new Console(await person.context.newPage());
  await history.page.goto('/jobs');
  await expect(history.page.getByText('Nothing has been uploaded yet')).toBeVisible();

  const job = await person.upload(longTextFile('live.csv', 400_000));
  await other.page.goto(`/jobs/${job.id}`);
  await expect(history.row('live.csv')).toHaveCount(1);
  await expect(history.row('live.csv')).toContainText('Completed');
  await expect(other.metric('orders')).toHaveText('400,000');
});

test('a running job is cancelled and then retried', async ({ person }) => {
  const ui = new Console(person.page);
  await ui.page.goto('/jobs');
  await expect(ui.page.getByText('Live', { exact: true })).toBeVisible();
  const job = await person.upload(slowTextFile('long.csv', 1_000_000));
  await expect(ui.row('long.csv').getByRole('progressbar')).toBeVisible();
  await ui.row('long.csv').getByRole('button', { name: 'Actions for long.csv' }).click();
  await ui.page.getByRole('menuitem', { name: 'Cancel' }).click();
  await expect(ui.row('long.csv')).toContainText('Cancelled');
  expect((await person.job(job.id)).status).toBe('cancelled');

  await ui.row('long.csv').getByRole('link', { name: 'long.csv' }).click();
  await expect(ui.page.getByText('This upload was cancelled')).toBeVisible();
  await ui.page.getByRole('button', { name: 'Retry', exact: true }).click();
  await expect(ui.page.getByText('This upload was cancelled')).toBeHidden();
  await expect.poll(async () => (await person.job(job.id)).attempt).toBeGreaterThan(1);
});

test('a lost connection is told, and what was missed is caught up', async ({ person }) => {
  const ui = new Console(person.page);
  let lose = (): Promise<unknown> => Promise.resolve();
  let reachable = true;
  await ui.page.routeWebSocket(/\/socket\.io\//, (socket) => {
    if (!reachable) {
      void socket.close();
      return;
    }
    socket.connectToServer();
    lose = () => socket.close();
  });
  await ui.page.route(/\/socket\.io\//, (route) => (reachable ? route.continue() : route.abort()));
  await ui.page.goto('/jobs');
  await expect(ui.page.getByText('Live', { exact: true })).toBeVisible();

  reachable = false;
  await lose();
  await expect(ui.page.getByText('The connection is lost.')).toBeVisible();
  const job = await person.upload(workbook('meanwhile.xlsx', orderRows(5)));
  await person.finished(job.id);
  await expect(ui.row('meanwhile.xlsx')).toHaveCount(0);

  reachable = true;
  await expect(ui.row('meanwhile.xlsx')).toContainText('Completed');
  await expect(ui.page.getByText('The connection is lost.')).toBeHidden();
});
