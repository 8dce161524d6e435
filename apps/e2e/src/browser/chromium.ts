import { inflate } from '@sparticuz/chromium';
import { access, constants, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ARCHIVES = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br', 'swiftshader.tar.br'];
const FONT_SETTINGS = 'fonts.conf';

/** A Chromium that can be launched, with what its process needs in its environment. */
export interface Chromium {
  executablePath: string;
  environment: Record<string, string>;
}

/**
 * The Chromium of `PLAYWRIGHT_CHROMIUM`, else one of the system, else the one that an npm package brings,
 * unpacked once into `node_modules/.cache`.
 */
export async function findChromium(): Promise<Chromium> {
  const given = process.env['PLAYWRIGHT_CHROMIUM'] ?? (await systemChromium());
  return given ? { executablePath: given, environment: {} } : packagedChromium();
}

async function systemChromium(): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of SYSTEM_NAMES) {
      if (await isExecutable(join(folder, name))) {
        return join(folder, name);
      }
    }
  }
  return undefined;
}

async function packagedChromium(): Promise<Chromium> {
  const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const home = join(import.meta.dirname, '../../../../node_modules/.cache', `chromium-${version}`);
  const executablePath = join(home, 'chromium');
  if (!(await isExecutable(executablePath))) {
    await unpack(join(packageFolder, 'bin'), home);
  }
  const libraries = [join(home, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']]
    .filter(Boolean)
    .join(delimiter);
  return {
    executablePath,
    environment: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(home, FONT_SETTINGS) },
  };
}

/** Unpacks beside `home` first, so that an interrupted run leaves nothing that looks complete. */
async function unpack(archives: string, home: string): Promise<void> {
  await mkdir(dirname(home), { recursive: true });
  const temporary = await mkdtemp(`${home}-`);
  const before = process.env['TMPDIR'];
  // The package unpacks into the folder for temporary files, wherever that is.
  process.env['TMPDIR'] = temporary;
  try {
    await Promise.all(ARCHIVES.map((archive) => inflate(join(archives, archive))));
  } finally {
    if (before === undefined) {
      delete process.env['TMPDIR'];
    } else {
      process.env['TMPDIR'] = before;
    }
  }
  await writeFile(join(temporary, FONT_SETTINGS), fontSettings(join(home, 'fonts')));
  await rm(home, { recursive: true, force: true });
  await rename(temporary, home);
}

/** Fontconfig's settings: the package's own fonts, so that a machine without any shows text all the same. */
const fontSettings = (folder: string): string => `<?xml version="1.0"?>
<fontconfig>
  <dir>${folder}</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
