import { Logger } from '@nestjs/common';
import { describe, expect, it, vi } from 'vitest';
import { WorkLoop } from './work-loop';

interface Piece {
  done: () => void;
  fail: (error: Error) => void;
}

/** A loop with so many pieces due, each under way until the test ends it. */
function loopWith(due: number, lanes: number) {
  const underWay: Piece[] = [];
  const logger = new Logger('test');
  const warn = vi.spyOn(logger, 'warn').mockReturnValue();
  const takeNext = vi.fn(() => {
    if (due === 0) return Promise.resolve(undefined);
    due -= 1;
    return Promise.resolve(
      () => new Promise<void>((resolve, reject) => underWay.push({ done: resolve, fail: reject })),
    );
  });
  const loop = new WorkLoop('testing', { takeNext }, lanes, logger);
  const untilUnderWay = (count: number): Promise<void> =>
    vi.waitUntil(() => underWay.length === count).then(() => undefined);
  return { loop, takeNext, underWay, untilUnderWay, warn };
}

describe('The loop that does work', () => {
  it('asks once where there is nothing', async () => {
    const { loop, takeNext } = loopWith(0, 8);
    loop.wake();
    await vi.waitUntil(() => takeNext.mock.calls.length > 0);
    await loop.stop();
    expect(takeNext).toHaveBeenCalledTimes(1);
  });

  it('has at most as many pieces under way as it has lanes, and fills the lane that is free first', async () => {
    const { loop, takeNext, underWay, untilUnderWay } = loopWith(3, 2);
    loop.wake();
    await untilUnderWay(2);
    expect(takeNext).toHaveBeenCalledTimes(2);
    underWay[1]!.done();
    await untilUnderWay(3);
    underWay[0]!.done();
    underWay[2]!.done();
    await vi.waitUntil(() => takeNext.mock.calls.length === 4);
    await loop.stop();
  });

  it('lets the others end when one fails, says so, and goes on at the next turn', async () => {
    const { loop, underWay, untilUnderWay, warn } = loopWith(3, 2);
    loop.wake();
    await untilUnderWay(2);
    underWay[0]!.fail(new Error('no answer'));
    underWay[1]!.done();
    await vi.waitUntil(() => warn.mock.calls.length === 1);
    loop.wake();
    await untilUnderWay(3);
    underWay[2]!.done();
    await loop.stop();
  });

  it('takes nothing more once it is told to stop', async () => {
    const { loop, takeNext, underWay, untilUnderWay } = loopWith(5, 1);
    loop.wake();
    await untilUnderWay(1);
    const stopped = loop.stop();
    underWay[0]!.done();
    await stopped;
    expect(takeNext).toHaveBeenCalledTimes(1);
  });
});
