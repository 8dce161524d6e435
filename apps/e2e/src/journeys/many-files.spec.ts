import { readFile } from 'node:fs/promises';
import { corrected, orderRows, pictureAsWorkbook, workbook } from '../files/order-file';
import { expect, test } from '../people/test';
import { Console } from '../pages/console';

test('three files dropped together end as each deserves, and nothing else is harmed', async ({ person }) => {
  const { page } = person;
  const ui = new Console(page);
  const good = orderRows(50);
  const partly = [
    ...good,
    { productName: 'Lamp', quantity: 'three', price: 5 },
    { productName: '', quantity: 1, price: 5 },
  ];

  await page.goto('/upload');
  await ui.chooseFiles(
    workbook('good.xlsx', good),
    workbook('partly.xlsx', partly),
    pictureAsWorkbook('picture.xlsx'),
  );
  await expect(ui.toast('good.xlsx is done')).toBeVisible();
  await expect(ui.toast('partly.xlsx is done, with rejected rows')).toContainText('2 rejected');
  await expect(ui.toast('picture.xlsx could not be processed')).toBeVisible();
  await expect(ui.transfer('picture.xlsx')).toContainText('Failed');
  await expect(ui.transfer('good.xlsx')).toContainText('Completed');
});

test('a workbook without a price column is told what is missing and what was seen', async ({ person }) => {
  const { page } = person;
  const ui = new Console(page);
  await page.goto('/upload');
  await ui.chooseFiles(workbook('no-price.xlsx', [['Lamp', 2, 9.5]], ['productName', 'quantity', 'amount']));
  await ui.openFromToast('no-price.xlsx could not be processed');
  const failure = page.getByRole('alert').filter({ hasText: 'This file could not be processed' });
  await expect(failure).toContainText(/price/i);
  await expect(failure).toContainText('amount');
});

test('the rejected rows are shown by cell, filtered by reason, and can be downloaded', async ({ person }) => {
  const { page } = person;
  const wrong = [
    { productName: 'Lamp', quantity: 'three', price: 5 },
    { productName: '', quantity: 1, price: 5 },
  ];
  const job = await person.upload(workbook('partly.xlsx', [...orderRows(10), ...wrong]));
  await person.finished(job.id);
  await page.goto(`/jobs/${job.id}`);
  await page.getByRole('button', { name: 'See what is wrong' }).click();

  const cells = page.locator('app-row-errors tbody tr');
  await expect(cells).toHaveCount(2);
  await expect(cells.filter({ hasText: 'three' })).toContainText('12');
  await page.getByRole('button', { name: /Not a number/ }).click();
  await expect(cells).toHaveCount(1);
  await expect(page).toHaveURL(/code=not_a_number/);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '.csv' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
});

test('rejected rows are corrected in their report and uploaded again', async ({ person }) => {
  const { page } = person;
  const ui = new Console(page);
  const wrong = { productName: 'Lamp', quantity: 'three', price: 5 };
  const job = await person.upload(workbook('partly.xlsx', [...orderRows(10), wrong]));
  await person.finished(job.id);
  await page.goto(`/jobs/${job.id}?tab=rejected`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download .xlsx' }).click();
  const report = await (await download).path();

  await page.goto('/upload');
  await ui.chooseFiles(corrected('corrected.xlsx', await readFile(report), 'three', 3));
  await ui.openFromToast('corrected.xlsx is done');
  await expect(ui.metric('revenue')).toHaveText('15.00');
});
