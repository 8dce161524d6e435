import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { orderRows, workbook } from '../files/order-file';
import { expect, test } from '../people/test';
import { Console } from '../pages/console';

test('the history is searched, filtered and paged by keyboard alone, and its address can be shared', async ({
  person,
}) => {
  const { page } = person;
  const ui = new Console(page);
  const names = Array.from({ length: 30 }, (_, file) => `batch-${String(file + 1).padStart(2, '0')}.xlsx`);
  const jobs = await Promise.all(names.map((name) => person.upload(workbook(name, orderRows(3)))));
  await Promise.all(jobs.map(({ id }) => person.finished(id)));
  await page.goto('/jobs');
  const rows = page.locator('app-history-table tbody tr');
  await expect(rows).toHaveCount(25);

  await page.getByRole('button', { name: 'Next', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(5);
  await page.goBack();
  await expect(rows).toHaveCount(25);

  await page.getByRole('searchbox').focus();
  await page.keyboard.type('batch-07');
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/q=batch-07/);
  await page.reload();
  await expect(ui.row('batch-07.xlsx')).toHaveCount(1);

  await page.getByRole('button', { name: /^Failed/ }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('No upload matches')).toBeVisible();
  await page.getByRole('link', { name: 'Clear all filters' }).focus();
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(25);
});

test('several are selected, downloaded together, and deleted after a question', async ({ person }) => {
  const { page } = person;
  const ui = new Console(page);
  const names = ['keep.xlsx', 'gone-1.xlsx', 'gone-2.xlsx'];
  const jobs = await Promise.all(names.map((name) => person.upload(workbook(name, orderRows(2)))));
  await Promise.all(jobs.map(({ id }) => person.finished(id)));
  await page.goto('/jobs');
  await page.getByRole('checkbox', { name: 'Select gone-1.xlsx' }).check();
  await page.getByRole('checkbox', { name: 'Select gone-2.xlsx' }).check();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download originals' }).click();
  const archive = unzipSync(await readFile(await (await download).path()));
  expect(Object.keys(archive).sort()).toEqual(['gone-1.xlsx', 'gone-2.xlsx']);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(ui.row('gone-1.xlsx')).toHaveCount(0);
  await expect(ui.row('gone-2.xlsx')).toHaveCount(0);
  await expect(ui.row('keep.xlsx')).toHaveCount(1);
});

test('a filter is saved under a name, and opened again', async ({ person }) => {
  const { page } = person;
  await page.goto('/jobs?status=failed&q=returns');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save this view' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Broken returns');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'Views' }).click();
  await expect(page.getByRole('menuitem', { name: 'Broken returns', exact: true })).toBeVisible();

  await page.goto('/jobs');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Broken returns', exact: true }).click();
  await expect(page).toHaveURL(/status=failed/);
  await expect(page.getByRole('searchbox')).toHaveValue('returns');
});
