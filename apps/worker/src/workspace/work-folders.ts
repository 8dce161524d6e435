import { mkdirSync, realpathSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';

/** A folder that goes with everything in it at the end of its block. */
export interface WorkFolder extends AsyncDisposable {
  path: string;
}

/** Temporary folders, one a run: `<TEMP_DIR>/orders-worker/<pid>/<run>`. */
@Injectable()
export class WorkFolders implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly root: string;
  /** This process's folder: all its runs are in there. */
  readonly own: string;

  constructor(@Inject(WORKER_CONFIG) config: WorkerConfig) {
    mkdirSync(config.TEMP_DIR, { recursive: true });
    this.root = join(realpathSync(config.TEMP_DIR), 'orders-worker');
    this.own = join(this.root, String(process.pid));
  }

  /** Removes what workers of this machine left behind that died. */
  async onApplicationBootstrap(): Promise<void> {
    await rm(this.own, { recursive: true, force: true });
    await mkdir(this.own, { recursive: true });
    for (const name of await readdir(this.root)) {
      const pid = Number(name);
      if (Number.isInteger(pid) && !isRunning(pid)) {
        await rm(join(this.root, name), { recursive: true, force: true });
      }
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await rm(this.own, { recursive: true, force: true });
  }

  async make(): Promise<WorkFolder> {
    // Somebody may have cleaned the system's temporary folder meanwhile.
    await mkdir(this.own, { recursive: true });
    const path = await mkdtemp(join(this.own, 'run-'));
    return {
      path,
      [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
    };
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
