import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { serverPath } from './running-server';

/** Runs one of the data commands; gives how it ended and what it said. */
export async function dataCommand(...args: string[]): Promise<{ code: number; said: string }> {
  const child = fork(join(serverPath, '../data.js'), args, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const [said, [code]] = await Promise.all([text(child.stdout!), once(child, 'exit')]);
  return { said, code: Number(code) };
}
