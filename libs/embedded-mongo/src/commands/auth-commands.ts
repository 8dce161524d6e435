import { Binary } from 'bson';
import { ErrorCode, ServerError } from '../server-error';
import { type Doc, isBinary } from '../values/document';
import { ScramConversation } from '../wire/scram';
import type { Command, CommandContext } from './command';

const CONVERSATION = 1;

function payloadOf(body: Doc): string {
  const payload = body['payload'];
  if (!isBinary(payload))
    throw new ServerError(ErrorCode.FailedToParse, "BSON field 'payload' must be binary");
  return Buffer.from(payload.buffer.subarray(0, payload.position)).toString('utf8');
}

const answer = (payload: string, done: boolean): Doc => ({
  conversationId: CONVERSATION,
  done,
  payload: new Binary(Buffer.from(payload)),
  ok: 1,
});

export const saslStartCommand: Command = {
  fields: ['mechanism', 'payload', 'autoAuthorize', 'options', 'db'],
  open: true,
  run: ({ state, connection, body }: CommandContext) => {
    if (!state.credential) throw new ServerError(ErrorCode.AuthenticationFailed, 'Authentication failed.');
    if (body['mechanism'] !== 'SCRAM-SHA-256') {
      throw new ServerError(
        ErrorCode.BadValue,
        `Received authentication for mechanism ${String(body['mechanism'])} which is not enabled`,
        { codeName: 'MechanismUnavailable' },
      );
    }
    connection.conversation = new ScramConversation(state.credential, payloadOf(body));
    return answer(connection.conversation.challenge, false);
  },
};

export const saslContinueCommand: Command = {
  fields: ['conversationId', 'payload', 'db'],
  open: true,
  run: ({ state, connection, body }: CommandContext) => {
    const { conversation } = connection;
    if (!conversation || !state.credential)
      throw new ServerError(ErrorCode.ProtocolError, 'No SASL session state found');
    if (connection.user !== undefined) return answer('', true);
    const signature = conversation.finish(payloadOf(body));
    connection.user = state.credential.user;
    return answer(signature, true);
  },
};
