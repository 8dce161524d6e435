import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig, type UserConfig } from 'vite';

/**
 * The build of a Node project of this workspace: `entries` (output name -> source file, relative to
 * `root`) become ES modules in `dist/<root>`; workspace libraries are bundled in, packages stay outside.
 */
export function nodeBuild(root: string, entries: Record<string, string>): UserConfig {
  return defineConfig({
    root: join(import.meta.dirname, root),
    cacheDir: join(import.meta.dirname, 'node_modules/.vite', root),
    resolve: { tsconfigPaths: true },
    build: {
      ssr: true,
      target: 'node24',
      outDir: join(import.meta.dirname, 'dist', root),
      emptyOutDir: true,
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(entries).map(([name, file]) => [name, join(import.meta.dirname, root, file)]),
        ),
        external: [/^node:/, ...builtinModules],
        // Constants as constants, their values where they are used: as variables, which is what Vite makes of them, hot
        // code would load and check them each time.
        optimization: { inlineConst: { mode: 'all' } },
        output: {
          topLevelVar: false,
          entryFileNames: '[name].js', // Beside the entries, so that paths relative to a module hold wherever it ends up.
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  });
}
