import { computed, inject, Injectable } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { UsersApi } from '../../../core/api/users-api';
import { Session } from '../../../core/session/session';

/** As many as one request gives; beyond, the list is searched by name. */
const MOST_OWNERS = 200;

/** Whose jobs an admin may choose to see. */
@Injectable()
export class OwnerList {
  private readonly api = inject(UsersApi);
  private readonly session = inject(Session);
  private readonly resource = rxResource({
    params: () => (this.session.isAdmin() ? true : undefined),
    stream: () => this.api.list({ limit: MOST_OWNERS }),
  });

  /** By name; empty until they are there. */
  readonly owners = computed(() => {
    const users = this.resource.hasValue() ? this.resource.value().items : [];
    return users
      .filter(({ id }) => id !== this.session.user()?.id)
      .map(({ id, name, email }) => ({ id, name, email }))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  });
}
