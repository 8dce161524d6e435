import { orderRows, workbook } from '../files/order-file';
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
  await expect(page.locator('app-queue-page tbody tr').first()).toBeVisible();
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
