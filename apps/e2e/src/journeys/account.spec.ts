import { expect, test } from '../people/test';
import { Console } from '../pages/console';

test('a changed password ends the other sessions and is the one that counts', async ({ arrive, person }) => {
  const elsewhere = await arrive(person.account);
  await elsewhere.page.goto('/settings');
  await person.page.goto('/settings');
  await expect(person.page.locator('app-session-list li')).toHaveCount(2);

  const password = 'quite another long phrase';
  await person.page.getByLabel('Present password').fill(person.account.password);
  await person.page.getByLabel('New password').fill(password);
  await person.page.getByRole('button', { name: 'Change the password' }).click();
  await expect(new Console(person.page).toast('The password was changed')).toBeVisible();

  await elsewhere.page.reload();
  await expect(new Console(elsewhere.page).heading('Sign in')).toBeVisible();
  await elsewhere.page.getByLabel('E-mail address').fill(person.account.email);
  await elsewhere.page.getByLabel('Password', { exact: true }).fill(password);
  await elsewhere.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(new Console(elsewhere.page).heading('Settings')).toBeVisible();
});
