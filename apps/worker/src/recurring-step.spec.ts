import { Logger } from '@nestjs/common';
import { describe, expect, it, vi } from 'vitest';
import { RecurringStep } from './recurring-step';

describe('RecurringStep', () => {
  it('never runs twice at once, and once more when asked meanwhile', async () => {
    const gates: (() => void)[] = [];
    const step = new RecurringStep(
      'step',
      () => new Promise<void>((resolve) => gates.push(resolve)),
      new Logger(),
    );
    step.run();
    step.run();
    step.run();
    expect(gates).toHaveLength(1);
    gates[0]!();
    await vi.waitFor(() => expect(gates).toHaveLength(2));
    gates[1]!();
    await step.stop();
    step.run();
    expect(gates).toHaveLength(2);
  });

  it('goes on after a failure and tells of it once', async () => {
    const logger = new Logger();
    const warn = vi.spyOn(logger, 'warn').mockReturnValue();
    const log = vi.spyOn(logger, 'log').mockReturnValue();
    let failing = true;
    let runs = 0;
    const step = new RecurringStep(
      'Claiming',
      () => {
        runs += 1;
        return failing ? Promise.reject(new Error('away')) : Promise.resolve();
      },
      logger,
    );
    for (const turn of [1, 2, 3]) {
      step.run();
      await vi.waitFor(() => expect(runs).toBe(turn));
    }
    failing = false;
    step.run();
    await vi.waitFor(() => expect(log).toHaveBeenCalledExactlyOnceWith('Claiming works again'));
    expect(warn).toHaveBeenCalledExactlyOnceWith('Claiming failed: Error: away');
  });
});
