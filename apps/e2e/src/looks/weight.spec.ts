import { type Response } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import { expect, test } from '../people/test';

/** What a first visit may cost, in bytes of compressed scripts and styles. */
const LIMIT_BYTES = 250_000;

test('a first visit is light: scripts and styles of the first screen, compressed', async ({ person }) => {
  const { page } = person;
  const answers: Response[] = [];
  page.on('response', (response) => {
    if (['script', 'stylesheet'].includes(response.request().resourceType())) {
      answers.push(response);
    }
  });
  await page.goto('/');
  await expect(page.getByText('Upload your first order sheet')).toBeVisible();
  await page.waitForLoadState('networkidle');
  const sizes = await Promise.all(answers.map(async (answer) => gzipSync(await answer.body()).length));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  test.info().annotations.push({ type: 'bytes', description: String(total) });
  expect(total).toBeLessThan(LIMIT_BYTES);
  expect(total).toBeGreaterThan(50_000);
});
