import { getConnectionToken } from '@nestjs/mongoose';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Request, type Response } from 'express';
import helmet from 'helmet';
import { type Connection } from 'mongoose';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module';
import { type ApiConfig } from './config/api-config';
import { serveMetrics } from './health/metrics';
import { MongoIoAdapter } from './realtime/mongo-io.adapter';
import { serveApiDocs } from './swagger';

const JSON_LIMIT = '256kb';

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
  app.useBodyParser('json', { limit: JSON_LIMIT });
  serveMetrics(app, config.METRICS_TOKEN);
  app.use(securityHeaders());
  app.use('/api', (_request: Request, response: Response, next: () => void) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
  if (config.FRONTEND_URL) app.enableCors({ origin: config.FRONTEND_URL, credentials: true });
  app.useWebSocketAdapter(
    await MongoIoAdapter.create(app, app.get<Connection>(getConnectionToken()), config.FRONTEND_URL),
  );
  if (config.API_DOCS) serveApiDocs(app);
  app.enableShutdownHooks();
  return app;
}

/** Scripts only from ourselves; styles also inline, as Angular's components and the charts need them. */
function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        frameSrc: ["'self'", 'blob:', 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    // Only sent to browsers that came by TLS; a proxy before us decides about the rest.
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
  });
}
