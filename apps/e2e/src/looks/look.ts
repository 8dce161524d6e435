import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { join } from 'node:path';

const SCREENSHOTS = join(import.meta.dirname, '../../../../dist/e2e/screens');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

/**
 * Looks at a screen in both themes and on both widths: nothing cut, and a picture of each. axe looks at
 * each theme and each width once.
 */
export async function look(page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const viewport of [DESK, PHONE]) {
      const variant = `${name}-${theme}-${viewport.width}`;
      await page.setViewportSize(viewport);
      await expect.poll(() => chartsFit(page), { message: 'charts take their room' }).toBe(true);
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

/** Whether every chart is as wide as the place it stands in: it follows a new width a moment later. */
function chartsFit(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    [...document.querySelectorAll('app-chart')].every((chart) => {
      const svg = chart.querySelector('svg');
      return !svg || Math.abs(svg.clientWidth - chart.clientWidth) <= 1;
    }),
  );
}

async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).exclude('iframe').analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
