import { longTextFile, orderRows, workbook } from '../files/order-file';
import { expect, type Person, test } from '../people/test';
import { look } from './look';

/** Something of every kind, so that no screen is empty. */
async function fill(person: Person): Promise<{ good: string; partly: string; failed: string }> {
  const wrong = [
    { productName: 'Lamp', quantity: 'three', price: 5 },
    { productName: '', quantity: 1, price: 5 },
  ];
  const good = await person.upload(workbook('webshop-orders-november.xlsx', orderRows(4_000)));
  const partly = await person.upload(
    workbook('marketplace-export-part-2-final-version.xlsx', [...orderRows(300), ...wrong]),
  );
  const failed = await person.upload(
    workbook('returns.xlsx', [['Lamp', 1, 2]], ['product', 'qty', 'amount']),
  );
  await Promise.all([good, partly, failed].map(({ id }) => person.finished(id)));
  return { good: good.id, partly: partly.id, failed: failed.id };
}

test('signing in and up', async ({ page, baseURL }) => {
  await page.goto(`${baseURL}/sign-in`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await look(page, 'sign-in');
  await page.goto(`${baseURL}/sign-up`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await look(page, 'sign-up');
  await page.goto(`${baseURL}/forgotten-password`);
  await expect(page.getByRole('button', { name: 'Send the link' })).toBeVisible();
  await look(page, 'forgotten-password');
  await page.goto(`${baseURL}/reset-password#token=old`);
  await expect(page.getByRole('button', { name: 'Set the password' })).toBeVisible();
  await look(page, 'reset-password');
  await page.goto(`${baseURL}/confirm-email#token=old`);
  await expect(page.getByRole('alert')).toBeVisible();
  await look(page, 'confirm-email');
});

test('overview and history', async ({ person }) => {
  const { page } = person;
  await page.goto('/');
  await expect(page.getByText('Upload your first order sheet')).toBeVisible();
  await look(page, 'overview-empty');
  const { good, partly } = await fill(person);
  await page.goto('/');
  await expect(page.locator('app-column-chart svg')).toBeVisible();
  await look(page, 'overview');
  await page.getByText('Dates', { exact: true }).click();
  await expect(page).toHaveURL(/from=.*to=/);
  await look(page, 'overview-dates');
  await page.goto('/jobs');
  await expect(page.locator('app-history-table tbody tr')).toHaveCount(3);
  await look(page, 'history');
  await page.goto(`/compare?a=${partly}&b=${good}`);
  await expect(page.locator('app-difference-table')).toHaveCount(2);
  await look(page, 'compare');
  await page.goto('/compare?by=times');
  await expect(page.locator('app-difference-table').first()).toBeVisible();
  await look(page, 'compare-times');
  await page.goto('/notifications');
  await expect(page.locator('app-notification-line')).toHaveCount(3);
  await look(page, 'notifications');
});

test('the job in each of its states', async ({ person }) => {
  const { page } = person;
  const { good, partly, failed } = await fill(person);
  await page.goto(`/jobs/${good}`);
  await expect(page.locator('app-bar-chart svg')).toBeVisible();
  await look(page, 'job');
  await page.locator('app-line-values').scrollIntoViewIfNeeded();
  await expect(page.locator('app-line-values svg')).toBeVisible();
  await look(page, 'job-line-values');
  await page.goto(`/jobs/${partly}?tab=rejected`);
  await expect(page.locator('app-row-errors tbody tr')).toHaveCount(2);
  const corrected = workbook('corrected.xlsx', [{ productName: 'Lamp', quantity: 3, price: 5 }]);
  await page.locator('app-supplement-card input[type=file]').setInputFiles(corrected);
  await expect(page.getByText('1 rejected row is still missing.')).toBeVisible();
  await look(page, 'job-rejected');
  await page.goto(`/jobs/${partly}`);
  await expect(page.locator('app-combined-figures')).toBeVisible();
  await look(page, 'job-combined');
  await page.goto(`/jobs/${good}?tab=facts`);
  await expect(page.locator('app-job-facts .timeline li').first()).toBeVisible();
  await look(page, 'job-facts');
  await page.goto(`/jobs/${failed}`);
  await expect(page.getByText('This file could not be processed')).toBeVisible();
  await look(page, 'job-failed');
});

test('a file on its way through the steps', async ({ person }) => {
  const { page } = person;
  await page.goto('/upload');
  await page.getByRole('switch', { name: /Start at once/ }).uncheck();
  const wrong = [
    { productName: 'Lamp', quantity: 'three', price: '12,50' },
    { productName: '', quantity: 1, price: 5 },
  ];
  const headers = ['Item', 'Qty', 'Amount of one'];
  await page
    .locator('app-drop-zone input[type=file]')
    .setInputFiles([
      workbook('marketplace-november.xlsx', [...wrong, ...orderRows(40)], headers),
      workbook('webshop.xlsx', orderRows(10)),
    ]);
  await expect(page.getByRole('button', { name: 'Check the file' })).toBeVisible();
  await page.goto('/upload');
  await expect(page.locator('app-staged-list li')).toHaveCount(2);
  await look(page, 'upload-staged');
  await page.locator('app-staged-list li', { hasText: 'marketplace' }).getByRole('link').click();
  await expect(page.getByText('Choose a column for: Price.')).toBeVisible();
  await page.getByText('Choose another row').click();
  await look(page, 'staged-columns');
  await page.getByLabel('Column of Price').selectOption('C');
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(page.locator('app-rejected-rows tbody tr')).toHaveCount(2);
  await look(page, 'staged-check');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText(/rejected rows are left out/)).toBeVisible();
  await look(page, 'staged-start');
});

test('uploading, settings and mails', async ({ person }) => {
  const { page } = person;
  await page.goto('/upload');
  await page.locator('app-drop-zone input[type=file]').setInputFiles([longTextFile('orders.csv', 2_000)]);
  await expect(page.locator('app-transfer-row')).toContainText('Completed');
  await look(page, 'upload');
  await page.goto('/settings');
  await expect(page.getByRole('radio').first()).toBeVisible();
  await look(page, 'settings');
  await page.goto('/integrations');
  await expect(page.getByText('No API key')).toBeVisible();
  await look(page, 'integrations');
  await expect(async () => {
    await page.goto('/mails');
    await expect(page.locator('app-mails-page li')).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  await page.locator('app-mails-page li button').first().click();
  await expect(page.locator('app-mail-preview')).toBeVisible();
  await look(page, 'mails');
});

test('administration', async ({ admin }) => {
  const { page } = admin;
  await page.goto('/admin/users');
  await expect(page.locator('app-users-page tbody tr').first()).toBeVisible();
  await look(page, 'users');
  await page.goto('/admin/queue');
  await expect(page.getByRole('region', { name: 'Workers' }).locator('tbody tr').first()).toBeVisible();
  await look(page, 'queue');
  await page.goto('/admin/audit');
  await expect(page.locator('app-audit-page tbody tr').first()).toBeVisible();
  await look(page, 'audit');
});

test('German', async ({ person }) => {
  const { page } = person;
  await page.goto('/settings');
  await page.getByText('Deutsch').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Einstellungen' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.reload();
  await look(page, 'settings-german');
  await page.goto('/upload');
  await expect(page.getByRole('heading', { level: 1, name: 'Hochladen' })).toBeVisible();
  await look(page, 'upload-german');
});
