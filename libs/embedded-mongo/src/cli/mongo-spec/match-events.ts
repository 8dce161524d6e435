import { type Doc, isDoc } from '../../values/document';
import type { SeenEvent } from './client-events';
import { type MatchContext, mismatch } from './match-value';
import type { ExpectedEvents } from './spec-file';

/** Why a client's events are not the expected ones, in the expected order; undefined when they are. */
export function eventsMismatch(
  { events, eventType = 'command', ignoreExtraEvents = false }: ExpectedEvents,
  seen: readonly SeenEvent[],
  context: MatchContext,
): string | undefined {
  const actual = seen.filter(({ kind }) => kind === eventType);
  const names = (): string =>
    actual
      .map(
        ({ name, event }) =>
          `${name} ${typeof event['commandName'] === 'string' ? event['commandName'] : ''}`,
      )
      .join(', ');
  if (actual.length < events.length || (actual.length > events.length && !ignoreExtraEvents))
    return `${actual.length} events, expected ${events.length}: ${names()}`;
  for (const [at, expected] of events.entries()) {
    const reason = eventMismatch(expected, actual[at], context);
    if (reason !== undefined) return `event ${at}: ${reason}`;
  }
  return undefined;
}

/** Why one event is not the expected one. */
export function eventMismatch(
  expected: Doc,
  actual: SeenEvent | undefined,
  context: MatchContext,
): string | undefined {
  const [name = '', fields] = Object.entries(expected)[0] ?? [];
  if (actual?.name !== name) return `${String(actual?.name)}, expected ${name}`;
  for (const [field, value] of Object.entries(isDoc(fields) ? fields : {})) {
    const reason = fieldMismatch(field, value, actual.event, context);
    if (reason !== undefined) return `${name}: ${reason}`;
  }
  return undefined;
}

function fieldMismatch(field: string, value: unknown, event: Doc, context: MatchContext): string | undefined {
  switch (field) {
    case 'hasServiceId':
      return (event['serviceId'] !== undefined && event['serviceId'] !== null) === value
        ? undefined
        : 'the service id is not as expected';
    case 'hasServerConnectionId':
      return (event['serverConnectionId'] !== undefined && event['serverConnectionId'] !== null) === value
        ? undefined
        : "the server's connection id is not as expected";
    case 'command':
    case 'reply':
      return mismatch(value, event[field], context, field, true);
    case 'previousDescription':
    case 'newDescription':
      return mismatch(value, event[field], context, field, true);
    default:
      return mismatch(value, event[field], context, field, false);
  }
}
