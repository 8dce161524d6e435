import { newAccount, register } from '../people/accounts';
import { mailedToken } from '../stack/mail-folder';
import { expect, test } from '../people/test';
import { Console } from '../pages/console';

test.skip(() => process.env['E2E_MAIL_FOLDER'] === undefined, 'needs the mails of a system of its own');

test('a forgotten password is set anew by a mailed link, which works once', async ({ page, baseURL }) => {
  const account = newAccount('Fay Forgot');
  await register(baseURL ?? '', account);
  const ui = new Console(page);
  await page.goto(`${baseURL}/forgotten-password`);
  await page.getByLabel('E-mail address').fill(account.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByText('the link is on its way')).toBeVisible();

  const token = await mailedToken(account.email, 'reset-password');
  const password = 'quite another long phrase';
  await page.goto(`${baseURL}/reset-password#token=${token}`);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByText('The new password is set.')).toBeVisible();

  await page.getByRole('link', { name: 'Back to sign in' }).click();
  await page.getByLabel('E-mail address').fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(ui.heading('Overview')).toBeVisible();

  await page.goto(`${baseURL}/reset-password#token=${token}`);
  await page.getByLabel('New password').fill('a third long phrase');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByRole('alert')).toContainText('This link has expired or was used already');
});

test('an address is confirmed by the mailed link', async ({ person }) => {
  const { page, account } = person;
  await page.goto('/settings');
  await expect(page.getByText('Not confirmed yet.')).toBeVisible();
  await page.goto(`/confirm-email#token=${await mailedToken(account.email, 'confirm-email')}`);
  await expect(page.getByText('The address is confirmed.')).toBeVisible();
  await page.goto('/settings');
  await expect(new Console(page).heading('Settings')).toBeVisible();
  await expect(page.getByText('Not confirmed yet.')).toBeHidden();
});
