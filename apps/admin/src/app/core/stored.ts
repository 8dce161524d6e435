import { effect, signal, type WritableSignal } from '@angular/core';
import type * as z from 'zod';

/**
 * A signal that this browser remembers under `key`. What is stored is checked by `schema`; anything else,
 * such as what an older version wrote, counts as `initial`. To be called where `inject` may be.
 */
export function stored<T>(key: string, schema: z.ZodType<T>, initial: T): WritableSignal<T> {
  const value = signal(read(key, schema) ?? initial);
  effect(() => localStorage.setItem(key, JSON.stringify(value())));
  return value;
}

function read<T>(key: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null')).data;
  } catch {
    return undefined;
  }
}
