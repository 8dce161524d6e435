import { checkError } from './check-error';
import { type Entities, SkipTest, TestThread } from './entities';
import { mismatch } from './match-value';
import { runOperation } from './operations';
import type { SpecServer } from './requirements';
import { runRunnerOperation } from './runner-operations';
import type { Operation } from './spec-file';

/**
 * Runs one operation of a test and compares how it ends. @throws Error when that is not as expected
 */
export async function step(operation: Operation, entities: Entities, server: SpecServer): Promise<void> {
  if (operation.object === 'testRunner') return runnerStep(operation, entities, server);
  const failure = await attempt(operation, entities, server);
  if (!failure || operation.ignoreResultAndError) return;
  if (!operation.expectError) {
    const { error } = failure;
    throw new Error(`${operation.name}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** As `step`, for the callback of a transaction: an error that was expected still ends the callback. */
async function callbackStep(operation: Operation, entities: Entities, server: SpecServer): Promise<void> {
  const failure = await attempt(operation, entities, server);
  if (failure) throw failure.error;
}

async function attempt(
  operation: Operation,
  entities: Entities,
  server: SpecServer,
): Promise<{ error: unknown } | undefined> {
  let result: unknown;
  try {
    result = await runOperation(operation, entities, (inner) => callbackStep(inner, entities, server));
  } catch (error) {
    if (error instanceof SkipTest) throw error;
    if (operation.expectError) checkError(operation, error, entities);
    return { error };
  }
  if (operation.ignoreResultAndError) return undefined;
  if (operation.expectError) throw new Error(`${operation.name} succeeded, an error was expected`);
  if (operation.saveResultAsEntity !== undefined) entities.set(operation.saveResultAsEntity, result);
  if (operation.expectResult !== undefined) {
    const reason = mismatch(operation.expectResult, result, entities, operation.name);
    if (reason !== undefined) throw new Error(reason);
  }
  return undefined;
}

async function runnerStep(operation: Operation, entities: Entities, server: SpecServer): Promise<void> {
  const args = operation.arguments ?? {};
  switch (operation.name) {
    case 'runOnThread': {
      const inner = args['operation'] as Operation;
      entities.get(String(args['thread']), TestThread).run(() => step(inner, entities, server));
      return;
    }
    case 'waitForThread':
      return entities.get(String(args['thread']), TestThread).join();
    default:
      return runRunnerOperation(operation, entities, server);
  }
}
