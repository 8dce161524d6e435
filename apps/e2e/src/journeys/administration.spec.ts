import { orderRows, workbook } from '../files/order-file';
import { newAccount, register } from '../people/accounts';
import { expect, test } from '../people/test';
import { Console } from '../pages/console';

test('an admin sees users, the workers and the mails of everybody', async ({ admin, person }) => {
  const { page } = admin;
  const ui = new Console(page);
  const job = await person.upload(workbook('for-the-admin.xlsx', orderRows(4)));
  await person.finished(job.id);

  await page.goto('/admin/users');
  await page.getByRole('searchbox').fill(person.account.email);
  await page.keyboard.press('Enter');
  await expect(page.locator('app-users-page tbody tr')).toHaveCount(1);

  await page.getByRole('link', { name: 'Queue' }).click();
  const workers = page.getByRole('region', { name: 'Workers' });
  await expect(workers.locator('tbody tr').first()).toBeVisible();
  await page.getByText('As a table').click();
  const counts = page.locator('app-throughput-card tbody td');
  await expect(counts.filter({ hasText: /[1-9]/ }).first()).toBeVisible();
  await expect(page.getByText('No worker is running')).toHaveCount(0);

  await page.goto('/jobs?q=for-the-admin');
  await expect(ui.row('for-the-admin.xlsx')).toContainText('Dana Fischer');
  await expect(async () => {
    await page.goto('/mails');
    await expect(page.locator('app-mails-page li', { hasText: 'for-the-admin' })).toHaveCount(1, {
      timeout: 2_000,
    });
  }).toPass();
});

test('an admin follows the uploads of others live, finds them by user, and holds the queue back', async ({
  admin,
  arrive,
  baseURL,
}) => {
  const ui = new Console(admin.page);
  const account = newAccount(`Otto Other ${Date.now()}`);
  await register(baseURL ?? '', account);
  const other = await arrive(account);
  const theirs = new Console(other.page);
  await admin.page.goto('/jobs');
  await expect(admin.page.getByText('Live', { exact: true })).toBeVisible();
  await other.upload(workbook('others.xlsx', orderRows(4)));
  await expect(ui.row('others.xlsx')).toContainText('Completed');
  await admin.page.reload();
  await admin.page.getByLabel('Uploaded by').selectOption({ label: account.name });
  await expect(admin.page.locator('app-history-table tbody tr')).toHaveCount(1);
  await expect(admin.page).toHaveURL(/owner=[0-9a-f]{24}/);

  await admin.page.goto('/admin/queue');
  await admin.page.getByRole('button', { name: 'Pause the queue' }).click();
  await expect(admin.page.getByText(/The queue is paused/)).toBeVisible();
  try {
    await other.page.goto('/jobs');
    await other.upload(workbook('waits.xlsx', orderRows(5)));
    await expect(theirs.row('waits.xlsx')).toContainText('Pending');
    await admin.page.goto('/jobs?q=waits');
    await ui
      .row('waits.xlsx')
      .getByRole('button', { name: /^Actions/ })
      .click();
    await admin.page.getByRole('menuitem', { name: 'Process last' }).click();
    await expect.poll(async () => (await other.jobNamed('waits.xlsx')).priority).toBe(-10);
  } finally {
    await admin.page.goto('/admin/queue');
    await admin.page.getByRole('button', { name: 'Resume the queue' }).click();
  }
  await expect(theirs.row('waits.xlsx')).toContainText('Completed');
});
