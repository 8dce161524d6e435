import { DOCUMENT, inject } from '@angular/core';
import { type NavigationError } from '@angular/router';

/**
 * After a new version was installed, the parts of the old one that an open page still wants are gone: the
 * page is loaded anew at where it was going. Other errors go the usual way.
 */
export function reloadForNewVersion({ error, url }: NavigationError): void {
  if (
    error instanceof TypeError &&
    /dynamically imported module|Importing a module script/i.test(error.message)
  ) {
    inject(DOCUMENT).location.assign(url);
  }
}
