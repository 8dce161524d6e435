import { type Page } from '@playwright/test';
import { orderRows, workbook } from '../files/order-file';
import { Console } from '../pages/console';
import { expect, test } from '../people/test';

const BAIT = '<img src=x onerror="document.title=1"><b>Lamp</b>';
const FILE_NAME = 'bait <img src=x onerror="document.title=1">.xlsx';

/** Nothing of the bait became an element of the page. */
async function expectInert(page: Page): Promise<void> {
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  expect(await page.title()).not.toBe('1');
}

test('markup in names and cells is shown as text, on every screen and in the mail', async ({ person }) => {
  const { page } = person;
  const ui = new Console(page);
  const rows = [...orderRows(5), { productName: BAIT, quantity: 1_000, price: 50 }];
  const wrong = { productName: 'Cup', quantity: BAIT, price: 5 };
  await page.goto('/upload');
  await ui.chooseFiles(workbook(FILE_NAME, [...rows, wrong]));
  await expect(ui.toast('is done, with rejected rows')).toContainText('<img src=x');
  await expectInert(page);

  await ui.openFromToast('is done, with rejected rows');
  await expect(ui.heading(FILE_NAME)).toBeVisible();
  await expect(page.locator('app-top-products')).toContainText(BAIT);
  await expectInert(page);
  await page.getByRole('button', { name: 'See what is wrong' }).click();
  await expect(page.locator('app-row-errors tbody')).toContainText(BAIT);
  await expectInert(page);

  await page.goto('/jobs');
  await expect(ui.row(FILE_NAME)).toBeVisible();
  await expectInert(page);

  await page.goto('/mails');
  await expect(async () => {
    await page.reload();
    await expect(page.locator('app-mails-page li')).toHaveCount(1, { timeout: 5_000 });
  }).toPass();
  await page.locator('app-mails-page li').getByRole('button').click();
  const mail = page.frameLocator('app-mail-preview iframe');
  await expect(mail.locator('body')).toContainText(BAIT);
  await expect(mail.locator('img[src="x"]')).toHaveCount(0);
  await expectInert(page);
});
