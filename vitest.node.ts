import { join } from 'node:path';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Vitest for a Node project: specs beside their sources, and those in `test/`. */
export function nodeTests(root: string, test: ViteUserConfig['test'] = {}): ViteUserConfig {
  return defineConfig({
    root: join(import.meta.dirname, root),
    cacheDir: join(import.meta.dirname, 'node_modules/.vite', root),
    resolve: { tsconfigPaths: true },
    test: {
      include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
      environment: 'node',
      testTimeout: 30_000,
      hookTimeout: 60_000,
      ...test,
    },
  });
}
