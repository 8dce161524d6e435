import { orderRows, workbook } from '../files/order-file';
import { look } from '../looks/look';
import { Console } from '../pages/console';
import { expect, test } from '../people/test';

test('an admin sees how the parts of the system are and sends a mail again', async ({ admin, person }) => {
  const { page } = admin;
  const job = await person.upload(workbook('mailed.xlsx', orderRows(4)));
  await person.finished(job.id);
  await page.goto('/admin/system');
  await expect(page.locator('app-system-page .parts li').filter({ hasText: 'Database' })).toContainText(
    'In order',
  );
  await look(page, 'system');
  await page.getByRole('searchbox').fill('MAX_FILE_MB');
  await expect(page.locator('app-system-page tbody tr')).toHaveCount(1);

  await page.goto('/mails');
  const mail = page.locator('app-mails-page li', { hasText: 'mailed.xlsx' });
  await expect(async () => {
    await page.reload();
    await expect(mail).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  await mail.getByRole('button').click();
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect(new Console(page).toast('The mail is sent again')).toContainText(person.account.email);
});
