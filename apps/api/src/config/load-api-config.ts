import { readEnvironment } from '@orders/config';
import { apiEnvironment, type ApiConfig } from './api-config';
import { resolveJwtSecret } from './jwt-secret';

/** Reads the API's settings: the one place that looks at the process's environment. @throws ConfigError */
export function loadApiConfig(): ApiConfig {
  const settings = readEnvironment(apiEnvironment, process.env);
  const production = settings.NODE_ENV === 'production';
  return {
    ...settings,
    HOST: settings.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    API_DOCS: settings.API_DOCS ?? !production,
    JWT_SECRET: resolveJwtSecret(settings.JWT_SECRET, production, settings.DATA_DIR),
  };
}
