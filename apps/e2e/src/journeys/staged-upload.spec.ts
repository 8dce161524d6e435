import { type Page } from '@playwright/test';
import { orderRows, workbook } from '../files/order-file';
import { expect, test } from '../people/test';
import { Console } from '../pages/console';

/** Asks to look at files before they are processed. */
async function lookFirst(page: Page): Promise<void> {
  await page.goto('/upload');
  await page.getByRole('switch', { name: /Start at once/ }).uncheck();
}

test('columns of a sheet that is not understood are chosen by hand, checked and started', async ({
  person,
}) => {
  const { page } = person;
  const ui = new Console(page);
  await lookFirst(page);
  const title = [['Bericht 2026', '', '']];
  const rows = [
    ['Artikelbezeichnung', 'Stückzahl', 'Einzelbetrag'],
    ['Lampe', 3, 2.5],
    ['Tasse', 1, 4],
  ];
  await ui.chooseFiles(workbook('artikel.xlsx', [...title, ...rows].slice(1), title[0]));

  await expect(ui.heading('artikel.xlsx')).toBeVisible();
  await page.getByRole('radio', { name: 'Row 2 holds the headers' }).check();
  await page.getByLabel('Column of Product').selectOption({ label: 'A · Artikelbezeichnung' });
  await page.getByLabel('Column of Quantity').selectOption({ label: 'B · Stückzahl' });
  await expect(page.getByRole('button', { name: 'Check the file' })).toBeDisabled();
  await page.getByLabel('Column of Price').selectOption({ label: 'C · Einzelbetrag' });
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(ui.metric('revenue')).toHaveText('11.50');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText(/all 2 rows of the sheet “Orders” are counted/)).toBeVisible();
  await page.getByRole('button', { name: 'Start processing' }).click();
  await expect(page).toHaveURL(/\/jobs\//);
  await expect(ui.metric('revenue')).toHaveText('11.50');
});

test('a check names the rejected rows, and too many of them stop the file', async ({ person }) => {
  const { page } = person;
  const ui = new Console(page);
  await lookFirst(page);
  const wrong = [
    { productName: 'Lamp', quantity: 'three', price: 5 },
    { productName: '', quantity: 1, price: 5 },
  ];
  await ui.chooseFiles(workbook('policy.xlsx', [...orderRows(10), ...wrong]));
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(ui.metric('rejected')).toHaveText('2');
  await expect(page.locator('app-rejected-rows tbody tr')).toHaveCount(2);
  await expect(page.locator('app-rejected-rows mark').first()).toHaveText('three');

  await page.getByRole('radio', { name: /Stop when/ }).check();
  await page.getByLabel('Most rejected rows').fill('1');
  await page.getByLabel('Most rejected rows').blur();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText(/would stop: 2 rows are rejected, and you allow 1/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start processing' })).toBeDisabled();

  await page.reload();
  await expect(page.getByText(/would stop/)).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('radio', { name: /Leave them out/ }).check();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Start processing' }).click();
  await expect(page).toHaveURL(/\/jobs\//);
  await expect(ui.metric('orders')).toHaveText('10');
});

test('a failed job’s columns are chosen afterwards, and the next sheet like it is known', async ({
  person,
}) => {
  const { page } = person;
  const ui = new Console(page);
  const headers = ['productName', 'quantity', 'amount'];
  const job = await person.upload(workbook('no-price.xlsx', [['Lamp', 2, 9.5]], headers));
  await person.finished(job.id);
  await page.goto(`/jobs/${job.id}`);
  await page.getByRole('button', { name: 'Choose columns' }).click();
  await page.getByLabel('Column of Price').selectOption({ label: 'C · amount' });
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Start processing' }).click();
  await expect(page.getByRole('link', { name: /Processed again/ })).toBeVisible();
  await expect(ui.metric('revenue')).toHaveText('19.00');

  await lookFirst(page);
  await ui.chooseFiles(workbook('next.xlsx', [['Mug', 1, 4]], headers));
  await expect(page.getByText(/as you chose them for your last sheet/)).toBeVisible();
  await expect(page.getByLabel('Column of Price')).toHaveValue('C');
});

test('the same file is asked about before it is sent again, and holds up no other', async ({ person }) => {
  const { page } = person;
  const ui = new Console(page);
  const same = workbook('same.xlsx', orderRows(5));
  await person.finished((await person.upload(same)).id);
  await page.goto('/upload');
  await ui.chooseFiles({ ...same, name: 'same-again.xlsx' }, workbook('other.xlsx', orderRows(6)));
  await expect(ui.transfer('other.xlsx')).toContainText('Completed');
  await expect(ui.transfer('same-again.xlsx')).toContainText('uploaded as “same.xlsx”');
  await ui.transfer('same-again.xlsx').getByRole('button', { name: 'Upload again' }).click();
  await expect(ui.transfer('same-again.xlsx')).toContainText('Completed');
});

test('of many files that are looked at first, the ready ones start together', async ({ person }) => {
  const { page } = person;
  const ui = new Console(page);
  await lookFirst(page);
  await ui.chooseFiles(
    workbook('north.xlsx', orderRows(3)),
    workbook('south.xlsx', orderRows(4)),
    workbook('odd.xlsx', [['Mug', 1, 4]], ['productName', 'quantity', 'sum']),
  );
  await expect(page).toHaveURL(/\/upload\/staged\//);
  await page.goto('/upload');
  const waiting = page.getByRole('region', { name: 'Files to look at' });
  await expect(waiting.getByRole('listitem').filter({ hasText: 'odd.xlsx' })).toContainText(
    'Columns to choose',
  );
  await waiting.getByRole('button', { name: 'Start the 2 that are ready' }).click();
  await expect(waiting.getByRole('listitem')).toHaveCount(1);
  await page.goto('/jobs');
  await expect(page.getByRole('row', { name: /north\.xlsx.*Completed/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /south\.xlsx.*Completed/ })).toBeVisible();
});
