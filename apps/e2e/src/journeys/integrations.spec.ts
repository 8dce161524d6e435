import { orderRows, workbook } from '../files/order-file';
import { look } from '../looks/look';
import { expect, test } from '../people/test';
import { WebhookListener } from '../stack/webhook-listener';
import { Console } from '../pages/console';

test('a program uploads with an API key until the key is revoked', async ({
  person,
  baseURL,
  playwright,
}) => {
  const { page } = person;
  await page.goto('/integrations');
  await page.getByLabel('Name of the key').fill('Nightly export');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const key = await page.locator('app-secret-note code').innerText();

  const program = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { 'X-API-Key': key } });
  const { name, mimeType, buffer } = workbook('by-program.xlsx', orderRows(3));
  const send = () => program.post('/api/v1/uploads', { multipart: { files: { name, mimeType, buffer } } });
  expect((await send()).status()).toBe(202);
  await expect(new Console(page).toast('by-program.xlsx is done')).toBeVisible();

  await page.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('No API key')).toBeVisible();
  expect((await send()).status()).toBe(401);
  await program.dispose();
});

test('a webhook is told of a job, and its deliveries are seen and sent again', async ({ person }) => {
  const { page } = person;
  const told = await WebhookListener.start();
  await page.goto('/integrations');
  await page.getByLabel('Address').fill(told.url);
  await page.getByRole('button', { name: 'Add the webhook' }).click();
  await page.getByRole('button', { name: 'I have kept it' }).click();

  const job = await person.upload(workbook('told.xlsx', orderRows(3)));
  await told.messages(1);
  expect(told.received[0]).toContain(job.id);
  await expect(async () => {
    await page.reload();
    await page.getByRole('button', { name: 'Deliveries' }).click();
    await expect(page.locator('app-webhook-deliveries tbody tr')).toContainText('Delivered', {
      timeout: 2_000,
    });
  }).toPass();
  await look(page, 'webhook-deliveries');
  await page.getByRole('button', { name: 'Send again' }).click();
  await told.messages(2);
  await told.stop();
});
