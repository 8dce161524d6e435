import { provideHttpClient, withInterceptors, withXhr } from '@angular/common/http';
import {
  type ApplicationConfig,
  inject,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import {
  provideRouter,
  withComponentInputBinding,
  withInMemoryScrolling,
  withNavigationErrorHandler,
} from '@angular/router';
import { provideToastr } from 'ngx-toastr';
import { routes } from './app.routes';
import { I18n } from './core/i18n/i18n';
import { Session } from './core/session/session';
import { sessionInterceptor } from './core/session/session-interceptor';
import { Theme } from './core/theme/theme';
import { reloadForNewVersion } from './core/reload-for-new-version';
import { JobToast } from './core/toasts/job-toast';

const TOAST_MS = 8_000;

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideZonelessChangeDetection(),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      withNavigationErrorHandler(reloadForNewVersion),
    ),
    // XMLHttpRequest, because fetch does not tell how far an upload is.
    provideHttpClient(withXhr(), withInterceptors([sessionInterceptor])),
    provideToastr({
      toastComponent: JobToast,
      positionClass: 'toast-bottom-right',
      timeOut: TOAST_MS,
      extendedTimeOut: 3_000,
      tapToDismiss: false,
      maxOpened: 4,
      newestOnTop: false,
    }),
    provideAppInitializer(async () => {
      inject(Theme);
      await Promise.all([inject(I18n).start(), inject(Session).restore()]);
    }),
  ],
};
