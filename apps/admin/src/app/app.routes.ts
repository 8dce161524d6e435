import { type Routes } from '@angular/router';
import { admin, signedIn, signedOut } from './core/session/guards';

export const routes: Routes = [
  {
    path: 'sign-in',
    canMatch: [signedOut],
    loadComponent: async () => (await import('./features/sign-in/sign-in-page')).SignInPage,
  },
  {
    path: 'sign-up',
    canMatch: [signedOut],
    loadComponent: async () => (await import('./features/sign-in/sign-up-page')).SignUpPage,
  },
  {
    path: 'forgotten-password',
    canMatch: [signedOut],
    loadComponent: async () =>
      (await import('./features/sign-in/forgotten-password-page')).ForgottenPasswordPage,
  },
  {
    path: 'reset-password',
    loadComponent: async () => (await import('./features/sign-in/reset-password-page')).ResetPasswordPage,
  },
  {
    path: 'confirm-email',
    loadComponent: async () => (await import('./features/sign-in/confirm-email-page')).ConfirmEmailPage,
  },
  { path: 'sign-in', redirectTo: '' },
  { path: 'sign-up', redirectTo: '' },
  {
    path: '',
    canMatch: [signedIn],
    loadComponent: async () => (await import('./layout/shell')).Shell,
    children: [
      {
        path: '',
        pathMatch: 'full',
        loadComponent: async () => (await import('./features/overview/overview-page')).OverviewPage,
      },
      {
        path: 'upload',
        loadComponent: async () => (await import('./features/uploads/upload-page')).UploadPage,
      },
      {
        path: 'upload/staged/:id',
        loadComponent: async () => (await import('./features/uploads/staged/staged-page')).StagedPage,
      },
      {
        path: 'jobs',
        loadComponent: async () => (await import('./features/jobs/history/history-page')).HistoryPage,
      },
      {
        path: 'jobs/:id',
        loadComponent: async () => (await import('./features/jobs/detail/job-page')).JobPage,
      },
      {
        path: 'integrations',
        loadComponent: async () =>
          (await import('./features/integrations/integrations-page')).IntegrationsPage,
      },
      {
        path: 'settings',
        loadComponent: async () => (await import('./features/settings/settings-page')).SettingsPage,
      },
      {
        path: 'admin/users',
        canMatch: [admin],
        loadComponent: async () => (await import('./features/users/users-page')).UsersPage,
      },
      {
        path: 'compare',
        loadComponent: async () => (await import('./features/compare/compare-page')).ComparePage,
      },
      {
        path: 'mails',
        loadComponent: async () => (await import('./features/mails/mails-page')).MailsPage,
      },
      {
        path: 'admin/queue',
        canMatch: [admin],
        loadComponent: async () => (await import('./features/queue/queue-page')).QueuePage,
      },
      {
        path: 'notifications',
        loadComponent: async () =>
          (await import('./features/notifications/notifications-page')).NotificationsPage,
      },
      {
        path: 'admin/system',
        canMatch: [admin],
        loadComponent: async () => (await import('./features/system/system-page')).SystemPage,
      },
      {
        path: 'admin/audit',
        canMatch: [admin],
        loadComponent: async () => (await import('./features/audit/audit-page')).AuditPage,
      },
      {
        path: '**',
        loadComponent: async () => (await import('./layout/not-found-page')).NotFoundPage,
      },
    ],
  },
];
