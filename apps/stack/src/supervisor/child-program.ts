import { type ChildProcess, fork } from 'node:child_process';
import { type WriteStream } from 'node:fs';
import { followOutput } from './log-lines';

export interface ProgramOptions {
  /** For logs and messages. */
  name: string;
  /** Path of the built program. */
  file: string;
  args?: string[];
  environment: NodeJS.ProcessEnv;
  log: WriteStream;
  show: (line: string) => void;
}

export interface StartedProgram {
  child: ChildProcess;
  /** Where it listens, if it does. */
  url: string | undefined;
}

/** A program ended before it could be used; the message says why, in its own words. */
export class StartError extends Error {}

/**
 * Starts a built program as a child in a process group of its own, so that Ctrl+C reaches only the
 * supervisor, and waits until it is ready.
 * @throws StartError
 */
export function startProgram(options: ProgramOptions): Promise<StartedProgram> {
  const child = fork(options.file, options.args ?? [], {
    env: options.environment,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  const lastLines: string[] = [];
  let isReady = false;
  const show = (line: string): void => {
    if (isReady) options.show(line);
    else lastLines.push(line);
  };
  for (const output of [child.stdout, child.stderr]) {
    if (output) followOutput(options.name, output, options.log, show);
  }
  return new Promise((resolve, reject) => {
    child.on('message', (message: { type: string; url?: string }) => {
      if (message.type !== 'ready') return;
      isReady = true;
      resolve({ child, url: message.url });
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      reject(
        new StartError([`${options.name} did not start (${signal ?? code})`, ...lastLines].join('\n  ')),
      );
    });
  });
}
