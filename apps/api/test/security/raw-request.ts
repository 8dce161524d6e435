import { connect } from 'node:net';

/** What came back over a raw connection, and how it ended. */
export interface RawAnswer {
  status: number;
  text: string;
}

/**
 * Sends `chunks` over a bare TCP connection and gives what comes back until the server closes it. With
 * `trickle`, single bytes follow the chunks for as long as the connection stands.
 */
export function rawRequest(
  url: string,
  chunks: (string | Buffer)[],
  { trickleMs }: { trickleMs?: number } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    const drip = trickleMs === undefined ? undefined : setInterval(() => socket.write('x'), trickleMs);
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearInterval(drip);
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text });
    });
    for (const chunk of chunks) socket.write(chunk);
  });
}
