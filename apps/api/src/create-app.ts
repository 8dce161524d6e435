import { type Server } from 'node:http';
import { getConnectionToken } from '@nestjs/mongoose';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Connection } from 'mongoose';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module';
import { type ApiConfig } from './config/api-config';
import { compressed } from './console/compressed';
import { hideFiles } from './console/hidden-files';
import { noStore, securityHeaders } from './console/security-headers';
import { serveMetrics } from './health/metrics';
import { answerInTime } from './problem/answer-in-time';
import { MongoIoAdapter } from './realtime/mongo-io.adapter';
import { bodyDeadline } from './request-body/body-deadline';
import { serveApiDocs } from './swagger';

const JSON_LIMIT = '256kb';
/** However it is sent, a request has arrived within this time or is cut off. */
const LONGEST_REQUEST_MS = 60 * 60 * 1000;

/** The whole API, ready to listen. */
export async function createApp(config: ApiConfig): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config), {
    // Until the application's own logger is there: what stands in the way of the start, and no more.
    logger: ['fatal', 'error', 'warn'],
    abortOnError: false,
    bodyParser: false,
  });
  app.useLogger(app.get(Logger));
  if (config.TRUST_PROXY !== undefined) app.set('trust proxy', config.TRUST_PROXY);
  app.disable('x-powered-by');
  serveMetrics(app, config.METRICS_TOKEN);
  app.use(compressed());
  app.use(securityHeaders(config.FRONTEND_URL));
  app.use('/api', noStore);
  if (config.NODE_ENV === 'production') app.use(hideFiles);
  app.use(bodyDeadline(config.BODY_TIMEOUT_MS));
  app.useBodyParser('json', { limit: JSON_LIMIT });
  app.use('/api/v1', answerInTime);
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
  if (config.FRONTEND_URL) app.enableCors({ origin: config.FRONTEND_URL, credentials: true });
  app.useWebSocketAdapter(
    await MongoIoAdapter.create(app, app.get<Connection>(getConnectionToken()), config.FRONTEND_URL),
  );
  if (config.API_DOCS) serveApiDocs(app);
  limitRequests(app.getHttpServer(), config.BODY_TIMEOUT_MS);
  app.enableShutdownHooks();
  return app;
}

/** Node's own limits: those of bodies and uploads are closer, and are answered. */
function limitRequests(server: Server, headersMs: number): void {
  server.requestTimeout = LONGEST_REQUEST_MS;
  server.headersTimeout = headersMs;
}
