import { newAccount } from '../people/accounts';
import { expect, test } from '../people/test';
import { figuresOf, orderRows, shown, workbook } from '../files/order-file';
import { Console } from '../pages/console';

test('a new user signs up, uploads a workbook and finds its figures and its report', async ({
  page,
  baseURL,
}) => {
  const account = newAccount('Nora New');
  const rows = orderRows(20_000);
  const figures = figuresOf(rows);
  const ui = new Console(page);

  await page.goto(baseURL ?? '');
  await page.getByRole('link', { name: 'Create one' }).click();
  await page.getByLabel('Name').fill(account.name);
  await page.getByLabel('E-mail address').fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Create an account' }).click();
  await expect(page.getByText('Upload your first order sheet')).toBeVisible();

  await page.getByRole('link', { name: 'Upload files' }).first().click();
  await ui.chooseFiles(workbook('first-orders.xlsx', rows));
  await expect(ui.transfer('first-orders.xlsx')).toContainText('Completed');
  await expect(ui.toast('first-orders.xlsx is done')).toContainText(shown(figures.revenue));

  await ui.openFromToast('first-orders.xlsx');
  await expect(ui.heading('first-orders.xlsx')).toBeVisible();
  await expect(ui.metric('revenue')).toHaveText(shown(figures.revenue));
  await expect(ui.metric('aov')).toHaveText(shown(figures.averageOrderValue));
  await expect(ui.metric('items')).toHaveText(figures.items.toLocaleString('en-US'));
  await expect(ui.metric('orders')).toHaveText(figures.orders.toLocaleString('en-US'));
  await expect(page.locator('app-bar-chart svg')).toBeVisible();

  await page.getByRole('link', { name: 'Mails' }).first().click();
  await expect(ui.heading('Mails')).toBeVisible();
  const mail = page.locator('app-mails-page li').filter({ hasText: 'first-orders.xlsx' });
  await expect(async () => {
    await page.reload();
    await expect(mail).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await mail.getByRole('button').click();
  await expect(page.frameLocator('app-mail-preview iframe').locator('body')).toContainText(
    shown(figures.revenue),
  );
});
