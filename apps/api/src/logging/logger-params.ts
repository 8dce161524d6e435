import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { compactLines } from '@orders/logging';
import { type Params } from 'nestjs-pino';
import { type Options } from 'pino-http';
import { type ApiConfig } from '../config/api-config';

/** A request id that a proxy may have given; anything else gets one of ours. */
const GIVEN_ID = /^[\w-]{8,64}$/;

/** Requests without bodies; credentials never reach the log. JSON in production, one-liners elsewhere. */
export function loggerParams({ LOG_LEVEL, NODE_ENV }: ApiConfig): Params {
  const options = requestLog(LOG_LEVEL);
  return { pinoHttp: NODE_ENV === 'production' ? options : [options, compactLines(process.stdout)] };
}

function requestLog(level: string): Options {
  return {
    level,
    base: { app: 'api' },
    redact: ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]'],
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && GIVEN_ID.test(given) ? given : randomUUID();
    },
    customLogLevel: (_request: IncomingMessage, response: ServerResponse) =>
      response.statusCode >= 500 ? 'error' : 'debug',
    serializers: {
      req: (request: { id: string; method: string; url: string; remoteAddress: string }) => ({
        id: request.id,
        method: request.method,
        url: request.url,
        remoteAddress: request.remoteAddress,
      }),
      res: (response: { statusCode: number }) => ({ statusCode: response.statusCode }),
    },
  };
}
