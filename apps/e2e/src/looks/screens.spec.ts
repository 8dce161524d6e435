import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { join } from 'node:path';
import { longTextFile, orderRows, workbook } from '../files/order-file';
import { expect, type Person, test } from '../people/test';

const SCREENSHOTS = join(import.meta.dirname, '../../../../dist/e2e/screens');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

/**
 * Looks at a screen in both themes and on both widths: nothing cut, and a picture of each. axe looks at
 * each theme and each width once.
 */
async function look(page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const viewport of [DESK, PHONE]) {
      const variant = `${name}-${theme}-${viewport.width}`;
      await page.setViewportSize(viewport);
      await page.screenshot({ path: join(SCREENSHOTS, `${variant}.png`), animations: 'disabled' });
      const tooWide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(tooWide, `${variant} scrolls sideways`).toBeLessThanOrEqual(0);
      if ((theme === 'light') === (viewport === DESK)) {
        expect(await accessibilityFaults(page), variant).toEqual([]);
      }
    }
  }
}

async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).exclude('iframe').analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

/** Something of every kind, so that no screen is empty. */
async function fill(person: Person): Promise<{ good: string; partly: string; failed: string }> {
  const wrong = [
    { productName: 'Lamp', quantity: 'three', price: 5 },
    { productName: '', quantity: 1, price: 5 },
  ];
  const good = await person.upload(workbook('webshop-orders-november.xlsx', orderRows(4_000)));
  const partly = await person.upload(
    workbook('marketplace-export-part-2-final-version.xlsx', [...orderRows(300), ...wrong]),
  );
  const failed = await person.upload(
    workbook('returns.xlsx', [['Lamp', 1, 2]], ['product', 'qty', 'amount']),
  );
  await Promise.all([good, partly, failed].map(({ id }) => person.finished(id)));
  return { good: good.id, partly: partly.id, failed: failed.id };
}

test('signing in and up', async ({ page, baseURL }) => {
  await page.goto(`${baseURL}/sign-in`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await look(page, 'sign-in');
  await page.goto(`${baseURL}/sign-up`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await look(page, 'sign-up');
});

test('overview and history', async ({ person }) => {
  const { page } = person;
  await page.goto('/');
  await expect(page.getByText('Upload your first order sheet')).toBeVisible();
  await look(page, 'overview-empty');
  const { good, partly } = await fill(person);
  await page.goto('/');
  await expect(page.locator('app-column-chart svg')).toBeVisible();
  await look(page, 'overview');
  await page.goto('/jobs');
  await expect(page.locator('app-history-table tbody tr')).toHaveCount(3);
  await look(page, 'history');
  await page.goto(`/compare?a=${partly}&b=${good}`);
  await expect(page.locator('app-difference-table')).toHaveCount(2);
  await look(page, 'compare');
});

test('the job in each of its states', async ({ person }) => {
  const { page } = person;
  const { good, partly, failed } = await fill(person);
  await page.goto(`/jobs/${good}`);
  await expect(page.locator('app-bar-chart svg')).toBeVisible();
  await look(page, 'job');
  await page.goto(`/jobs/${partly}?tab=rejected`);
  await expect(page.locator('app-row-errors tbody tr')).toHaveCount(2);
  await look(page, 'job-rejected');
  await page.goto(`/jobs/${good}?tab=facts`);
  await expect(page.locator('app-job-facts .timeline li').first()).toBeVisible();
  await look(page, 'job-facts');
  await page.goto(`/jobs/${failed}`);
  await expect(page.getByText('This file could not be processed')).toBeVisible();
  await look(page, 'job-failed');
});

test('uploading, settings and mails', async ({ person }) => {
  const { page } = person;
  await page.goto('/upload');
  await page.locator('app-drop-zone input[type=file]').setInputFiles([longTextFile('orders.csv', 2_000)]);
  await expect(page.locator('app-transfer-row')).toContainText('Completed');
  await look(page, 'upload');
  await page.goto('/settings');
  await expect(page.getByRole('radio').first()).toBeVisible();
  await look(page, 'settings');
  await page.goto('/integrations');
  await expect(page.getByText('No API key')).toBeVisible();
  await look(page, 'integrations');
  await expect(async () => {
    await page.goto('/mails');
    await expect(page.locator('app-mails-page li')).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  await page.locator('app-mails-page li button').first().click();
  await expect(page.locator('app-mail-preview')).toBeVisible();
  await look(page, 'mails');
});

test('administration', async ({ admin }) => {
  const { page } = admin;
  await page.goto('/admin/users');
  await expect(page.locator('app-users-page tbody tr').first()).toBeVisible();
  await look(page, 'users');
  await page.goto('/admin/queue');
  await expect(page.locator('app-queue-page tbody tr').first()).toBeVisible();
  await look(page, 'queue');
  await page.goto('/admin/audit');
  await expect(page.locator('app-audit-page tbody tr').first()).toBeVisible();
  await look(page, 'audit');
});

test('German', async ({ person }) => {
  const { page } = person;
  await page.goto('/settings');
  await page.getByText('Deutsch').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Einstellungen' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.reload();
  await look(page, 'settings-german');
  await page.goto('/upload');
  await expect(page.getByRole('heading', { level: 1, name: 'Hochladen' })).toBeVisible();
  await look(page, 'upload-german');
});
