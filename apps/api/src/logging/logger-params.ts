import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Params } from 'nestjs-pino';
import { type ApiConfig } from '../config/api-config';

/** A request id that a proxy may have given; anything else gets one of ours. */
const GIVEN_ID = /^[\w-]{8,64}$/;

/** One JSON line a request, without bodies; credentials never reach the log. */
export function loggerParams({ LOG_LEVEL }: ApiConfig): Params {
  return {
    pinoHttp: {
      level: LOG_LEVEL,
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
    },
  };
}
