import { computed, inject, type Signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';

/**
 * The token of a mailed link: `#token=…`, which no server sees in its log, or `?token=…`. To be called
 * where `inject` may be.
 */
export function mailedToken(): Signal<string> {
  const route = inject(ActivatedRoute);
  const fragment = toSignal(route.fragment);
  const query = toSignal(route.queryParamMap);
  return computed(() => new URLSearchParams(fragment() ?? '').get('token') ?? query()?.get('token') ?? '');
}
