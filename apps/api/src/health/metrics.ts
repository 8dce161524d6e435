import { timingSafeEqual } from 'node:crypto';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Request, type Response } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

const BUCKETS_SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Prometheus metrics at `/metrics`, for whoever has the token; without a token there are none. */
export function serveMetrics(app: NestExpressApplication, token: string | undefined): void {
  if (token === undefined) return;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of HTTP requests',
    labelNames: ['method', 'status'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  app.use((request: Request, response: Response, next: () => void) => {
    const stop = duration.startTimer({ method: request.method });
    response.once('finish', () => stop({ status: response.statusCode }));
    next();
  });
  app.use('/metrics', (request: Request, response: Response, next: (error?: unknown) => void) => {
    if (!isBearer(request, token)) {
      response.status(404).end();
      return;
    }
    registry.metrics().then((text) => response.type(registry.contentType).send(text), next);
  });
}

function isBearer(request: Request, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
