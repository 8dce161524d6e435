import { badValue, ErrorCode, ServerError } from '../server-error';
import { type Doc, isDoc, isTruthy, toNumber } from '../values/document';

/** What the `failCommand` fail point does to a command. */
export interface Failure {
  closeConnection: boolean;
  /** The error to answer instead of running the command. */
  error: ServerError | undefined;
  writeConcernError: Doc | undefined;
  /** The labels of the answer, if the fail point names them. */
  labels: string[] | undefined;
  /** How long to wait first, in milliseconds. */
  blockMs: number;
}

/** One of the server's places that can be made to fail. */
class FailPoint {
  private skip = 0;
  private left = 0;
  private chance = 1;
  private entered = 0;
  data: Doc = {};

  /** Gives how often it was active before. @throws ServerError BadValue for a mode that is not known */
  configure(mode: unknown, data: Doc): number {
    const before = this.entered;
    this.data = data;
    this.skip = 0;
    this.chance = 1;
    this.entered = 0;
    if (mode === 'off') this.left = 0;
    else if (mode === 'alwaysOn') this.left = Infinity;
    else if (isDoc(mode)) this.limit(mode);
    else throw badValue(`unknown mode: ${String(mode)}`);
    return before;
  }

  private limit(mode: Doc): void {
    this.left = mode['times'] === undefined ? Infinity : toNumber(mode['times']);
    if (mode['skip'] !== undefined) this.skip = toNumber(mode['skip']);
    if (mode['activationProbability'] !== undefined) this.chance = toNumber(mode['activationProbability']);
  }

  /** Whether it is active now; counts. */
  enter(): boolean {
    if (this.left <= 0) return false;
    if (this.skip > 0) {
      this.skip--;
      return false;
    }
    if (this.chance < 1 && Math.random() >= this.chance) return false;
    this.left--;
    this.entered++;
    return true;
  }
}

/** Who sends a command, and what it works on. */
export interface FailPointTarget {
  command: string;
  appName: string | undefined;
  namespace: string | undefined;
}

/** The server's fail points that driver tests use. Refused unless the server is started for tests. */
export class FailPoints {
  private readonly failCommand = new FailPoint();
  private readonly failGetMoreAfterCursorCheckout = new FailPoint();
  private readonly onPrimaryTransactionalWrite = new FailPoint();

  constructor(readonly enabled: boolean) {}

  /**
   * Sets a fail point; gives how often it was active before.
   * @throws ServerError CommandNotFound on a server that is not for tests, FailPointSetFailed for an unknown one
   */
  configure(body: Doc): number {
    if (!this.enabled)
      throw new ServerError(ErrorCode.CommandNotFound, "no such command: 'configureFailPoint'");
    const data = isDoc(body['data']) ? body['data'] : {};
    switch (body['configureFailPoint']) {
      case 'failCommand':
        return this.failCommand.configure(body['mode'], data);
      case 'onPrimaryTransactionalWrite':
        return this.onPrimaryTransactionalWrite.configure(body['mode'], data);
      case 'failGetMoreAfterCursorCheckout':
        return this.failGetMoreAfterCursorCheckout.configure(body['mode'], data);
      default:
        throw new ServerError(
          ErrorCode.FailPointSetFailed,
          `${String(body['configureFailPoint'])} not found`,
        );
    }
  }

  /** What is to happen to this command, if anything. */
  failureOf({ command, appName, namespace }: FailPointTarget): Failure | undefined {
    const { data } = this.failCommand;
    const commands = data['failCommands'];
    if (!Array.isArray(commands) || !commands.includes(command)) return undefined;
    if (data['appName'] !== undefined && data['appName'] !== appName) return undefined;
    if (data['namespace'] !== undefined && data['namespace'] !== namespace) return undefined;
    return this.failCommand.enter() ? failureFrom(data) : undefined;
  }

  /** Fails a `getMore` that has found its cursor. @throws ServerError the fail point's */
  failGetMore(): void {
    if (!this.enabled || !this.failGetMoreAfterCursorCheckout.enter()) return;
    const code = toNumber(this.failGetMoreAfterCursorCheckout.data['errorCode']);
    throw new ServerError(code, 'Hit failGetMoreAfterCursorCheckout failpoint');
  }

  /** What is to happen to a retryable write that is about to be committed. */
  failureOfCommit(): { error: ServerError | undefined; closeConnection: boolean } | undefined {
    if (!this.enabled || !this.onPrimaryTransactionalWrite.enter()) return undefined;
    const { data } = this.onPrimaryTransactionalWrite;
    const code = data['failBeforeCommitExceptionCode'];
    return {
      error:
        code === undefined
          ? undefined
          : new ServerError(toNumber(code), 'Failing write for onPrimaryTransactionalWrite failpoint'),
      closeConnection: data['closeConnection'] === undefined || isTruthy(data['closeConnection']),
    };
  }
}

function failureFrom(data: Doc): Failure {
  const labels = Array.isArray(data['errorLabels']) ? data['errorLabels'].map(String) : undefined;
  const concern = isDoc(data['writeConcernError']) ? data['writeConcernError'] : undefined;
  const code = data['errorCode'];
  return {
    closeConnection: isTruthy(data['closeConnection']),
    error:
      code === undefined
        ? undefined
        : new ServerError(toNumber(code), `Failing command via 'failCommand' failpoint`, {
            ...(isDoc(data['errorExtraInfo']) && data['errorExtraInfo']),
            ...(labels && { errorLabels: labels }),
          }),
    writeConcernError: concern,
    labels,
    blockMs: isTruthy(data['blockConnection']) ? toNumber(data['blockTimeMS'] ?? 0) : 0,
  };
}
