import { Injectable, type Signal, signal } from '@angular/core';

const TICK_MS = 10_000;

/** The time of day as a signal, for texts such as "2 minutes ago". */
@Injectable({ providedIn: 'root' })
export class Clock {
  private readonly time = signal(Date.now());
  /** Milliseconds since the epoch, at most ten seconds old. */
  readonly now: Signal<number> = this.time.asReadonly();

  constructor() {
    setInterval(() => this.time.set(Date.now()), TICK_MS);
  }
}
