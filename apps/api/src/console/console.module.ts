import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DynamicModule, Module } from '@nestjs/common';
import { ServeStaticModule } from '@nestjs/serve-static';
import { type Response } from 'express';
import { API_CONFIG, type ApiConfig } from '../config/api-config';

/** Built files carry a hash of their content in the name; only index.html may change under its name. */
const HASHED = /-[A-Z0-9]{8}\.(js|css|woff2|svg|png)$/;

/** The built admin console, beside the built API: dist/apps/admin/browser. */
const BUILT_CONSOLE = fileURLToPath(new URL('../admin/browser', import.meta.url));

/** Serves the admin console from the same origin as the API, where it was built. */
@Module({})
export class ConsoleModule {
  static forRoot(): DynamicModule {
    return {
      module: ConsoleModule,
      imports: [
        ServeStaticModule.forRootAsync({
          inject: [API_CONFIG],
          useFactory: ({ CONSOLE_DIR }: ApiConfig) => {
            const rootPath = CONSOLE_DIR ?? BUILT_CONSOLE;
            if (!existsSync(join(rootPath, 'index.html'))) return [];
            return [
              {
                rootPath,
                exclude: ['/api/{*any}', '/health/{*any}', '/metrics', '/socket.io/{*any}'],
                serveStaticOptions: { setHeaders },
              },
            ];
          },
        }),
      ],
    };
  }
}

function setHeaders(response: Response, path: string): void {
  response.setHeader('Cache-Control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
}
