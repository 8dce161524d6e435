import { orderRows, pictureAsWorkbook, workbook } from '../files/order-file';
import { expect, test } from '../people/test';
import { Console } from '../pages/console';

test('what ended is kept, tells its outcomes apart, and is read in all tabs when it is in one', async ({
  person,
}) => {
  const here = new Console(person.page);
  const there = new Console(await person.context.newPage());
  await here.page.goto('/jobs');
  await there.page.goto('/settings');
  const wrong = { productName: 'Lamp', quantity: 'three', price: 5 };
  await person.upload(workbook('complete.xlsx', orderRows(3)));
  await person.upload(workbook('partly.xlsx', [...orderRows(3), wrong]));
  await person.upload(pictureAsWorkbook('picture.xlsx'));
  await expect(here.bell()).toHaveAccessibleName('Notifications, 3 unread');
  await expect(there.bell()).toHaveAccessibleName('Notifications, 3 unread');

  await here.bell().click();
  await expect(here.page.locator('app-notification-line[data-outcome=completed]')).toContainText(
    'complete.xlsx',
  );
  await expect(here.page.locator('[data-outcome=completed_with_errors]')).toContainText('1 row rejected');
  await expect(here.page.locator('[data-outcome=failed]')).toContainText('picture.xlsx');
  await here.page.keyboard.press('Escape');
  await expect(here.bell()).toHaveAccessibleName('Notifications');
  await expect(there.bell()).toHaveAccessibleName('Notifications');

  await person.upload(workbook('later.xlsx', orderRows(4)));
  await expect(there.bell()).toHaveAccessibleName('Notifications, 1 unread');
  await there.bell().click();
  await there.page.getByRole('menuitem', { name: 'All notifications' }).click();
  await expect(there.page.locator('app-notifications-page li')).toHaveCount(4);
  await expect(here.bell()).toHaveAccessibleName('Notifications');
  await there.page
    .locator('app-notifications-page li', { hasText: 'picture.xlsx' })
    .getByRole('link')
    .click();
  await expect(there.heading('picture.xlsx')).toBeVisible();
});
