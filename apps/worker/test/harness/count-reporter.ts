import { type Reporter, type SerializedError, type TestModule } from 'vitest/node';

/** Ends a run with the plain line `N passed, N failed`. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], stray: readonly SerializedError[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const passed = states.filter((state) => state === 'passed').length;
    const failed = states.filter((state) => state === 'failed').length + broken + stray.length;
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  }
}
