import { ErrorCode, ServerError } from '../server-error';
import { Breather } from '../storage/breather';
import type { Engine } from '../storage/engine';
import type { ReadView, WriteView } from '../storage/view';

/** How long a transaction may live, in milliseconds, as on the server. */
const LIFETIME_MS = 60_000;
/** How long a transaction may do nothing while others wait to write, in milliseconds. */
const IDLE_WHILE_WAITED_FOR_MS = 3000;
/** How long a transaction waits for another one to finish writing, in milliseconds. */
const LOCK_WAIT_MS = 250;

const writeConflict = (): ServerError =>
  new ServerError(
    ErrorCode.WriteConflict,
    'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.',
    {},
    ['TransientTransactionError'],
  );

export const noSuchTransaction = (number: bigint, transient = true): ServerError =>
  new ServerError(
    ErrorCode.NoSuchTransaction,
    `Given transaction number ${number} does not match any in-progress transactions.`,
    {},
    transient ? ['TransientTransactionError'] : [],
  );

class RolledBack extends Error {}

/**
 * One transaction of a session. Until it writes it reads a snapshot of its own; its first write makes it the
 * only writer, and fails if a collection that it has read was changed since. It then holds up other writers,
 * and is aborted when it idles while they wait.
 */
export class Transaction {
  state: 'active' | 'committed' | 'aborted' = 'active';
  private readonly started = Date.now();
  private lastUsed = Date.now();
  private inCommand = 0;
  private readonly read = new Set<string>();
  private snapshot: ReturnType<Engine['snapshot']> | undefined;
  private writing: WriteView | undefined;
  private ending: ((how: 'commit' | 'abort') => void) | undefined;
  private outcome: Promise<void> | undefined;

  constructor(
    private readonly engine: Engine,
    readonly number: bigint,
  ) {}

  /** Runs one command of the transaction; any error of it ends the transaction. */
  async command<T>(work: () => Promise<T>): Promise<T> {
    if (this.state !== 'active') throw noSuchTransaction(this.number);
    this.inCommand++;
    try {
      return await work();
    } catch (error) {
      await this.abort();
      throw error;
    } finally {
      this.inCommand--;
      this.lastUsed = Date.now();
    }
  }

  readView(namespace: string, breather: Breather): ReadView {
    if (this.writing) return { ...this.writing, breather };
    this.read.add(namespace);
    this.snapshot ??= this.engine.snapshot();
    return { connection: this.snapshot.connection, catalog: this.snapshot.catalog, breather };
  }

  /** @throws ServerError WriteConflict when what the transaction has read is no longer so */
  async writeView(breather: Breather): Promise<WriteView> {
    this.writing ??= await this.becomeWriter();
    this.writing.breather = breather;
    return this.writing;
  }

  private async becomeWriter(): Promise<WriteView> {
    const opened = Promise.withResolvers<WriteView>();
    const ended = Promise.withResolvers<'commit' | 'abort'>();
    this.ending = ended.resolve;
    let gaveUp = false;
    const timer = setTimeout(() => {
      gaveUp = this.engine.writes.heldByTransaction;
      if (gaveUp) opened.reject(writeConflict());
    }, LOCK_WAIT_MS);
    this.outcome = this.engine.writes.run(
      async (view) => {
        if (gaveUp) throw new RolledBack('another transaction is writing');
        opened.resolve(view);
        if ((await ended.promise) === 'abort') throw new RolledBack('the transaction was aborted');
      },
      new Breather(),
      true,
    );
    this.outcome.catch(opened.reject);
    const view = await opened.promise.finally(() => clearTimeout(timer));
    const { snapshot } = this;
    if (
      snapshot &&
      [...this.read].some((namespace) => this.engine.changedSince(namespace, snapshot.commit))
    ) {
      throw writeConflict();
    }
    return view;
  }

  async commit(): Promise<void> {
    this.state = 'committed';
    try {
      this.ending?.('commit');
      await this.outcome;
    } catch (error) {
      this.state = 'aborted';
      throw error;
    } finally {
      this.release();
    }
  }

  async abort(): Promise<void> {
    if (this.state !== 'active') return;
    this.state = 'aborted';
    this.ending?.('abort');
    if (this.writing) await this.outcome?.catch(() => undefined);
    this.release();
  }

  /** Aborts the transaction when it has lived or idled too long. */
  async abortIfStale(): Promise<void> {
    const now = Date.now();
    const idle =
      this.inCommand === 0 && this.engine.writes.length > 0 && now - this.lastUsed > IDLE_WHILE_WAITED_FOR_MS;
    if (this.state === 'active' && ((this.ending && idle) || now - this.started > LIFETIME_MS))
      await this.abort();
  }

  private release(): void {
    this.snapshot?.connection.close();
    this.snapshot = undefined;
  }
}
