import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real file system with little room, which can be given more. Needs Linux and the right to mount. */
export class SmallDisk implements Disposable {
  private constructor(readonly path: string) {}

  static make(megabytes: number): SmallDisk {
    const path = mkdtempSync(join(tmpdir(), 'small-disk-'));
    try {
      mount('tmpfs', path, `size=${megabytes}m`);
      return new SmallDisk(path);
    } catch (error) {
      rmdirSync(path);
      throw error;
    }
  }

  /** Whether this machine lets us. */
  static isPossible(): boolean {
    try {
      SmallDisk.make(1)[Symbol.dispose]();
      return true;
    } catch {
      return false;
    }
  }

  resize(megabytes: number): void {
    mount('tmpfs', this.path, `remount,size=${megabytes}m`);
  }

  [Symbol.dispose](): void {
    execFileSync('umount', ['--lazy', this.path]);
    rmdirSync(this.path);
  }
}

function mount(type: string, path: string, options: string): void {
  execFileSync('mount', ['-t', type, '-o', options, type, path], { stdio: 'pipe' });
}
