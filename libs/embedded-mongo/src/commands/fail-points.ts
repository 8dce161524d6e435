import { ErrorCode, ServerError } from '../server-error';
import { type Doc, isDoc, isTruthy, toNumber } from '../values/document';

/** What the `failCommand` fail point does to a command. */
export interface Failure {
  closeConnection: boolean;
  /** The error to answer instead of running the command. */
  error: ServerError | undefined;
  writeConcernError: Doc | undefined;
  /** How long to wait first, in milliseconds. */
  blockMs: number;
}

/** The server's `failCommand`, by which driver tests make commands fail. Refused unless the server is started for tests. */
export class FailPoints {
  private data: Doc = {};
  private times = 0;

  constructor(readonly enabled: boolean) {}

  /** @throws ServerError CommandNotFound on a server that is not for tests */
  configure(body: Doc): void {
    if (!this.enabled)
      throw new ServerError(ErrorCode.CommandNotFound, "no such command: 'configureFailPoint'");
    if (body['configureFailPoint'] !== 'failCommand') return;
    const mode = body['mode'];
    this.data = isDoc(body['data']) ? body['data'] : {};
    this.times = mode === 'alwaysOn' ? Infinity : isDoc(mode) ? toNumber(mode['times'] ?? 1) : 0;
  }

  /** What is to happen to this command, if anything. */
  failureOf(command: string, appName: string | undefined): Failure | undefined {
    const commands = this.data['failCommands'];
    if (this.times <= 0 || !Array.isArray(commands) || !commands.includes(command)) return undefined;
    if (this.data['appName'] !== undefined && this.data['appName'] !== appName) return undefined;
    this.times--;
    const labels = Array.isArray(this.data['errorLabels']) ? this.data['errorLabels'].map(String) : undefined;
    const concern = isDoc(this.data['writeConcernError']) ? this.data['writeConcernError'] : undefined;
    const code = this.data['errorCode'];
    return {
      closeConnection: isTruthy(this.data['closeConnection']),
      error:
        code === undefined || concern
          ? undefined
          : new ServerError(
              toNumber(code),
              `Failing command via 'failCommand' failpoint`,
              labels ? { errorLabels: labels } : {},
              labels ?? [],
            ),
      writeConcernError: concern && { ...concern, ...(labels && { labels }) },
      blockMs: isTruthy(this.data['blockConnection']) ? toNumber(this.data['blockTimeMS'] ?? 0) : 0,
    };
  }
}
