/** How a server is started. */
export interface ServerOptions {
  /** The folder of its data; made when it is not there. */
  dataDir: string;
  /** The port on the loopback address; 0 for any free one. */
  port: number;
  /** Fail points, as driver tests need them. */
  testCommands: boolean;
  /** Anyone on this machine gets in; for driver tests only, which need a server without authentication. */
  withoutPassword: boolean;
  /** How often expired documents are looked for, in seconds. */
  ttlSeconds: number;
}

const TTL_SECONDS = 60;

/** Reads command-line arguments. @throws Error with a clear line for a wrong one */
export function parseServerOptions(args: readonly string[]): ServerOptions {
  const options: ServerOptions = {
    dataDir: '',
    port: 0,
    testCommands: false,
    withoutPassword: false,
    ttlSeconds: TTL_SECONDS,
  };
  for (let at = 0; at < args.length; at++) {
    const name = args[at];
    if (name === '--test-commands') options.testCommands = true;
    else if (name === '--without-password') options.withoutPassword = true;
    else if (name === '--data-dir') options.dataDir = args[++at] ?? '';
    else if (name === '--port') options.port = wholeNumber('--port', args[++at], 65_535);
    else if (name === '--ttl-seconds') options.ttlSeconds = wholeNumber('--ttl-seconds', args[++at], 86_400);
    else throw new Error(`unknown argument ${name ?? ''}`);
  }
  if (options.dataDir === '') throw new Error('--data-dir DIR is missing');
  if (options.withoutPassword && !options.testCommands)
    throw new Error('--without-password is for tests: it needs --test-commands');
  return options;
}

function wholeNumber(name: string, text: string | undefined, most: number): number {
  const value = Number(text);
  if (!text || !Number.isInteger(value) || value < 0 || value > most) {
    throw new Error(`${name} takes a whole number from 0 to ${most}`);
  }
  return value;
}
