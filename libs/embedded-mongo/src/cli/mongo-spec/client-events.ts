import type { EventEmitter } from 'node:events';
import { type Doc, isDoc } from '../../values/document';

/** An event that a client has published, by the test format's name of it. */
export interface SeenEvent {
  name: string;
  kind: 'command' | 'cmap' | 'sdam';
  event: Doc;
}

const commandEvents = ['commandStarted', 'commandSucceeded', 'commandFailed'] as const;
const poolEvents = {
  connectionPoolCreated: 'poolCreatedEvent',
  connectionPoolReady: 'poolReadyEvent',
  connectionPoolCleared: 'poolClearedEvent',
  connectionPoolClosed: 'poolClosedEvent',
  connectionCreated: 'connectionCreatedEvent',
  connectionReady: 'connectionReadyEvent',
  connectionClosed: 'connectionClosedEvent',
  connectionCheckOutStarted: 'connectionCheckOutStartedEvent',
  connectionCheckOutFailed: 'connectionCheckOutFailedEvent',
  connectionCheckedOut: 'connectionCheckedOutEvent',
  connectionCheckedIn: 'connectionCheckedInEvent',
} as const;
const topologyEvents = [
  'serverDescriptionChanged',
  'serverHeartbeatStarted',
  'serverHeartbeatSucceeded',
  'serverHeartbeatFailed',
  'topologyDescriptionChanged',
  'topologyOpening',
  'topologyClosed',
] as const;

/** Commands whose events are hidden unless a test asks for them. */
const sensitive = new Set([
  'authenticate',
  'saslStart',
  'saslContinue',
  'getnonce',
  'createUser',
  'updateUser',
  'copydbgetnonce',
  'copydbsaslstart',
  'copydb',
]);

/** What a client of a test publishes, as far as the test observes it. */
export class ClientEvents {
  readonly seen: SeenEvent[] = [];
  /** Every command of the client, whatever the test observes. */
  readonly commands: Doc[] = [];
  private readonly observed: Set<string>;
  private readonly ignored: Set<string>;
  private readonly showSensitive: boolean;
  private waiting: (() => void)[] = [];
  checkedOut = 0;

  constructor(client: EventEmitter, fields: Doc) {
    this.observed = new Set((fields['observeEvents'] ?? []) as string[]);
    this.ignored = new Set([
      'configureFailPoint',
      ...((fields['ignoreCommandMonitoringEvents'] ?? []) as string[]),
    ]);
    this.showSensitive = fields['observeSensitiveCommands'] === true;
    this.listen(client);
  }

  private listen(client: EventEmitter): void {
    for (const name of commandEvents) {
      client.on(name, (shown: Doc) => {
        if (this.isHidden(shown)) return;
        const command = asSent(shown['command']);
        if (name === 'commandStarted' && isDoc(command)) this.commands.push(command);
        this.add('command', `${name}Event`, { ...shown, ...(command !== undefined && { command }) });
      });
    }
    client.on('connectionCheckedOut', () => {
      this.checkedOut++;
    });
    client.on('connectionCheckedIn', () => {
      this.checkedOut--;
    });
    for (const [name, shownAs] of Object.entries(poolEvents)) {
      client.on(name, (event: Doc) => {
        this.add('cmap', shownAs, event);
      });
    }
    for (const name of topologyEvents) {
      client.on(name, (event: Doc) => {
        this.add('sdam', `${name}Event`, event);
      });
    }
  }

  private isHidden(event: Doc): boolean {
    const name = String(event['commandName']);
    if (this.ignored.has(name)) return true;
    if (this.showSensitive) return false;
    const content = event['command'] ?? event['reply'];
    const redacted = isDoc(content) && Object.keys(content).length === 0;
    return sensitive.has(name) || (redacted && /^(hello|ismaster)$/i.test(name));
  }

  private add(kind: SeenEvent['kind'], name: string, event: Doc): void {
    if (this.observed.has(name)) this.seen.push({ name, kind, event });
    for (const wake of this.waiting.splice(0)) wake();
  }

  /** Fulfilled as soon as `holds` does. @throws Error when it does not within 10 s, the format's limit */
  async until(holds: () => boolean, what: string): Promise<void> {
    const limit = AbortSignal.timeout(WAIT_MS);
    while (!holds()) {
      if (limit.aborted) throw new Error(`${what} did not happen within ${WAIT_MS} ms`);
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
        limit.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }
}

const WAIT_MS = 10_000;

/** A copy of a command as it is now: the driver goes on changing parts that several commands share. */
function asSent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asSent);
  if (value instanceof Map) return asSent(Object.fromEntries(value as Map<string, unknown>));
  if (!isDoc(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, asSent(part)]));
}
