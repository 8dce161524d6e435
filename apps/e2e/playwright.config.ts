import { defineConfig } from '@playwright/test';
import { join } from 'node:path';
import { findChromium } from './src/browser/chromium';

const dist = join(import.meta.dirname, '../../dist');
const chromium = await findChromium();

/** Browser tests against the whole system; `E2E_URL` takes one that runs already. */
export default defineConfig({
  testDir: 'src',
  outputDir: join(dist, 'e2e/results'),
  globalSetup: './src/stack/global-setup.ts',
  fullyParallel: true,
  workers: 2,
  // Bounds for a machine that is busy with much else; on an idle one a test takes seconds.
  timeout: 180_000,
  expect: { timeout: 45_000 },
  projects: [
    { name: 'side by side', testIgnore: 'alone/**' },
    // What takes the only worker away would disturb every other test.
    { name: 'alone', testMatch: 'alone/**', dependencies: ['side by side'] },
  ],
  reporter: [['list'], ['json', { outputFile: join(dist, 'test-reports/e2e.json') }]],
  use: {
    locale: 'en-US',
    viewport: { width: 1440, height: 900 },
    trace: { mode: 'retain-on-failure', screenshots: false, sources: false, snapshots: true },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium.executablePath,
      env: { ...definedEnvironment(), ...chromium.environment },
      args: ['--no-sandbox'],
    },
  },
});

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
