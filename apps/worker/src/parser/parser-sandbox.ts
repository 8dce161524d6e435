import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULES = '/node_modules/';

/**
 * Arguments that keep a parser process to what it needs (Node's permission model): it reads its own code and the
 * run's files, writes the latter, and starts no programs. What a hostile file might bring it to do stays in there.
 * @param entry the built entry of the parser process
 * @param workFolder where files are put for it, without symbolic links
 */
export function sandboxArguments(entry: URL, workFolder: string): string[] {
  const library = fileURLToPath(import.meta.resolve('xlsx')).replaceAll('\\', '/');
  const packages = library.slice(0, library.lastIndexOf(MODULES) + MODULES.length);
  return [
    '--permission',
    // For the watchdog, which is a thread of ours; the warning about it would be in every log.
    '--allow-worker',
    '--disable-warning=PERM0006',
    `--allow-fs-read=${dirname(fileURLToPath(entry))}`,
    `--allow-fs-read=${packages}`,
    `--allow-fs-read=${workFolder}`,
    `--allow-fs-write=${workFolder}`,
  ];
}
