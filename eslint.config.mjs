import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Which projects a project may import: one table, the arrows of docs/architecture.md. */
const arrows = {
  config: [],
  contracts: [],
  'embedded-mongo': [],
  logging: [],
  'order-reader': ['contracts'],
  persistence: ['contracts'],
  'sample-orders': [],
  'test-stack': ['contracts', 'embedded-mongo'],
  admin: ['contracts'],
  api: ['config', 'contracts', 'logging', 'persistence'],
  worker: ['config', 'contracts', 'logging', 'order-reader', 'persistence'],
  stack: ['config', 'contracts', 'embedded-mongo', 'sample-orders'],
  e2e: ['contracts', 'sample-orders', 'test-stack'],
  tools: [],
  benchmarks: ['contracts', 'embedded-mongo', 'order-reader', 'persistence', 'sample-orders', 'test-stack'],
};

/** Specs may besides start the real processes. */
const forSpecs = ['sample-orders', 'test-stack'];

const boundaries = (extra) => [
  'error',
  {
    enforceBuildableLibDependency: false,
    // The build files at the root, which belong to no project.
    allow: ['../../vite.node.ts', '../../vitest.node.ts'],
    depConstraints: Object.entries(arrows).map(([project, targets]) => ({
      sourceTag: `scope:${project}`,
      onlyDependOnLibsWithTags: [project, ...targets, ...extra].map((name) => `scope:${name}`),
    })),
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '**/.angular/**',
      '**/.nx/**',
      'data/**',
      '**/test-results/**',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, prettier],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@nx/enforce-module-boundaries': boundaries([]),
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Structural typing is what the libraries rely on: Mongoose's schema options are classes, given as literals.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
      'max-params': ['error', 5],
    },
  },
  {
    // Nest reads constructor types at run time: an import that a decorator's metadata needs must stay a value.
    files: ['apps/api/**/*.ts', 'apps/worker/**/*.ts', 'libs/persistence/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off', 'max-params': ['error', 7] },
  },
  {
    files: [
      '**/*.spec.ts',
      '**/test/**/*.ts',
      'libs/test-stack/**/*.ts',
      'libs/sample-orders/**/*.ts',
      'apps/e2e/**/*.ts',
    ],
    rules: {
      '@nx/enforce-module-boundaries': boundaries(forSpecs),
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    // Command-line programs speak to their terminal.
    files: ['apps/stack/**/*.ts', '**/cli/**/*.ts', 'benchmarks/**/*.ts', 'tools/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['apps/admin/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-selector': [
        'error',
        { type: 'element', prefix: 'app', style: 'kebab-case' },
      ],
      '@angular-eslint/directive-selector': [
        'error',
        { type: 'attribute', prefix: 'app', style: 'camelCase' },
      ],
      '@angular-eslint/prefer-on-push-component-change-detection': 'off',
    },
  },
  {
    files: ['apps/admin/**/*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
  },
);
