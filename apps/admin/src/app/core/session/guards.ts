import { inject } from '@angular/core';
import { type CanMatchFn, Router } from '@angular/router';
import { Session } from './session';

/** Lets in who is signed in; others go to sign in first and come back. */
export const signedIn: CanMatchFn = () => {
  const router = inject(Router);
  if (inject(Session).user()) {
    return true;
  }
  const wanted = router.currentNavigation()?.extractedUrl.toString() ?? '/';
  return router.createUrlTree(['/sign-in'], { queryParams: wanted === '/' ? {} : { next: wanted } });
};

/** Lets in who is not signed in. */
export const signedOut: CanMatchFn = () =>
  inject(Session).user() ? inject(Router).createUrlTree(['/']) : true;

/** Lets admins in; for others the page does not exist. */
export const admin: CanMatchFn = () => inject(Session).isAdmin();
