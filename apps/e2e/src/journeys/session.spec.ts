import { newAccount, register } from '../people/accounts';
import { expect, test } from '../people/test';
import { Console } from '../pages/console';

test('one signs in where one wanted to go, stays after a reload, and is out after signing out', async ({
  page,
  baseURL,
}) => {
  const account = newAccount('Olu Back');
  await register(baseURL ?? '', account);
  const ui = new Console(page);

  await page.goto(`${baseURL}/settings`);
  await expect(page).toHaveURL(/sign-in\?next=%2Fsettings/);
  await page.getByLabel('E-mail address').fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill('not the right one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toHaveText(/address or the password is wrong/);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(ui.heading('Settings')).toBeVisible();

  await page.reload();
  await expect(ui.heading('Settings')).toBeVisible();

  await page.getByRole('button', { name: /Olu Back/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(ui.heading('Sign in')).toBeVisible();
  await page.goto(`${baseURL}/jobs`);
  await expect(ui.heading('Sign in')).toBeVisible();
});

test('a session that has expired is renewed unnoticed', async ({ person }) => {
  const { page } = person;
  await page.goto('/');
  let refused = 0;
  await page.route('**/api/v1/jobs?*', async (route) => {
    if (refused++ === 0) {
      const problem = { type: 'about:blank', title: 'Unauthorized', status: 401, code: 'unauthenticated' };
      await route.fulfill({ status: 401, contentType: 'application/problem+json', json: problem });
    } else {
      await route.continue();
    }
  });
  const renewed = page.waitForResponse(/auth\/refresh/);
  await page.getByRole('link', { name: 'History' }).first().click();
  await renewed;
  await expect(page.getByText('Nothing has been uploaded yet')).toBeVisible();
});

test('nothing of one person is seen by another', async ({ arrive }) => {
  const [one, two] = [await arrive(), await arrive()];
  const job = await one.upload({
    name: 'secret.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('product,qty,price\nA,1,2\n'),
  });
  await one.finished(job.id);

  await two.page.goto('/jobs');
  await expect(two.page.getByText('Nothing has been uploaded yet')).toBeVisible();
  await two.page.goto(`/jobs/${job.id}`);
  await expect(two.page.getByText('There is no such upload')).toBeVisible();
  await two.page.goto('/admin/users');
  await expect(new Console(two.page).heading('Not found')).toBeVisible();
});
