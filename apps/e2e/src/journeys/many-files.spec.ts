import { readFile } from 'node:fs/promises';
import {
  corrected,
  figuresOf,
  money,
  orderRows,
  pictureAsWorkbook,
  shown,
  workbook,
} from '../files/order-file';
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

test('what went wrong waits on the overview until somebody has seen to it', async ({ person }) => {
  const { page } = person;
  const ui = new Console(page);
  const wrong = { productName: 'Lamp', quantity: 'three', price: 5 };
  const names = ['a.xlsx', 'b.xlsx', 'c.xlsx', 'd.xlsx', 'e.xlsx', 'partly.xlsx'];
  for (const name of names) {
    const job = await person.upload(
      name === 'partly.xlsx' ? workbook(name, [...orderRows(10), wrong]) : pictureAsWorkbook(name),
    );
    await person.finished(job.id);
  }
  await page.goto('/');
  const attention = page.getByRole('region', { name: 'Needs attention' });
  await expect(attention.getByRole('listitem')).toHaveCount(5);
  await attention.getByRole('link', { name: 'See all 6 in the history' }).click();
  await expect(page.locator('app-history-table tbody tr')).toHaveCount(6);
  await page.goBack();
  await attention.getByRole('button', { name: 'Acknowledge partly.xlsx' }).click();
  await expect(attention.getByRole('link', { name: 'partly.xlsx' })).toBeHidden();
  await expect(attention.getByRole('link', { name: 'a.xlsx' })).toBeVisible();
  await attention.getByRole('button', { name: 'Acknowledge a.xlsx' }).click();
  await expect(attention.getByRole('listitem')).toHaveCount(4);

  await page.getByRole('link', { name: 'History' }).click();
  await page.getByLabel('Needs attention').check();
  await expect(page).toHaveURL(/attention=true/);
  const rows = page.locator('app-history-table tbody tr');
  await expect(rows).toHaveCount(4);
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect(ui.toast('Done for 4')).toBeVisible();
  await expect(page.getByText('No upload matches')).toBeVisible();
  await page.goto('/');
  await expect(ui.metric('files')).toHaveText('1');
  await expect(attention).toBeHidden();
});

test('files are dropped anywhere, and the drop is announced', async ({ person }) => {
  const { page } = person;
  const ui = new Console(page);
  await page.goto('/jobs');
  const files = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['product,qty,price\nCup,2,3.50\n'], 'dropped.csv', { type: 'text/csv' }));
    return transfer;
  });
  await page.dispatchEvent('main', 'dragover', { dataTransfer: files });
  await expect(page.getByText('Drop the files to upload them')).toBeVisible();
  await page.dispatchEvent('main', 'drop', { dataTransfer: files });
  await expect(ui.heading('Upload')).toBeVisible();
  await expect(ui.transfer('dropped.csv')).toContainText('Completed');
  await expect(page.getByText('Drop the files to upload them')).toBeHidden();
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

test('rejected rows are corrected in their report, and what they bring adds to the same result', async ({
  person,
}) => {
  const { page } = person;
  const ui = new Console(page);
  const wrong = { productName: 'Lamp', quantity: 'three', price: 5 };
  const rows = orderRows(10);
  const job = await person.upload(workbook('partly.xlsx', [...rows, wrong]));
  await person.finished(job.id);
  await page.goto(`/jobs/${job.id}?tab=rejected`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download .xlsx' }).click();
  const report = await (await download).path();

  const file = corrected('corrected.xlsx', await readFile(report), 'three', 3);
  await page.locator('app-supplement-card input[type=file]').setInputFiles(file);
  await expect(page.getByText('Every rejected row was brought in corrected.')).toBeVisible();
  await page.getByRole('button', { name: 'Results' }).click();
  const cents = BigInt(figuresOf(rows).revenue.replace('.', ''));
  await expect(page.locator('[data-combined=revenue] dd')).toHaveText(shown(money(cents + 1_500n)));
  await expect(ui.metric('revenue')).toHaveText(shown(money(cents)));

  await page.getByRole('button', { name: 'See supplements' }).click();
  await page.getByRole('link', { name: 'corrected.xlsx' }).click();
  await expect(ui.metric('revenue')).toHaveText('15.00');
  await page.getByRole('link', { name: 'Supplement of an earlier upload' }).click();
  await expect(ui.heading('partly.xlsx')).toBeVisible();
});
