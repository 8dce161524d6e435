import { parseServerOptions } from './server-options';
import { MongoServer } from './mongo-server';

/** What the server tells the process that started it. */
type ServerMessage = { type: 'ready'; uri: string; port: number } | { type: 'failed'; message: string };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function tellParent(message: ServerMessage): void {
  process.send?.(message);
}

async function main(): Promise<void> {
  const server = await MongoServer.start(parseServerOptions(process.argv.slice(2)), (message, error) =>
    process.stderr.write(
      `embedded database: ${message}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    ),
  );
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= server.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  // Without the process that started it nobody would ever stop this one.
  if (process.channel) process.on('disconnect', stop);
  say(
    `embedded database on 127.0.0.1:${server.port}: for one machine, no cluster; set MONGO_URI to use a MongoDB, npm run db:migrate to move there`,
  );
  tellParent({ type: 'ready', uri: server.uri, port: server.port });
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`embedded database: ${message}\n`);
  tellParent({ type: 'failed', message });
  process.exitCode = 1;
  if (process.connected) process.disconnect();
});
