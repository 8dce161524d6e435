import { computed, inject, Injectable, signal } from '@angular/core';
import { type LoginRequest, type RegisterRequest, type SessionTokens, type User } from '@orders/contracts';
import { firstValueFrom, type Observable, Subject } from 'rxjs';
import { AuthApi } from '../api/auth-api';
import { toApiError } from '../api/api-error';

/** How long before its end an access token is replaced, in milliseconds. */
const RENEW_AHEAD_MS = 60_000;
/** Other tabs learn of a sign-out on this channel. */
const CHANNEL = 'orders-session';

/** `left`: by its person, here or in another tab. `expired`: the server no longer takes it. */
export type SessionEnd = 'left' | 'expired';

interface AccessToken {
  value: string;
  endsAt: number;
}

/**
 * Who is signed in. The access token lives in the memory of this page only; the refresh cookie brings
 * it back after a reload, before it ends, and after a refused request.
 */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly auth = inject(AuthApi);
  private readonly channel = new BroadcastChannel(CHANNEL);
  private readonly tokens = signal<SessionTokens | null>(null);
  private readonly endings = new Subject<SessionEnd>();
  private token: AccessToken | null = null;
  private renewal: Promise<string | null> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly user = computed(() => this.tokens()?.user ?? null);
  readonly isAdmin = computed(() => this.user()?.role === 'admin');
  /** Emits when a session ends: signed out here, in another tab, or refused by the server. */
  readonly ended = this.endings.asObservable();

  constructor() {
    this.channel.onmessage = () => this.end('left');
  }

  /** Brings the session back after a reload; resolves whether there is one. */
  async restore(): Promise<boolean> {
    return (await this.renew()) !== null;
  }

  signIn(request: LoginRequest): Promise<void> {
    return this.begin(this.auth.login(request));
  }

  signUp(request: RegisterRequest): Promise<void> {
    return this.begin(this.auth.register(request));
  }

  /** Takes over what the user changed of their own account. */
  put(user: User): void {
    this.tokens.update((tokens) => (tokens?.user.id === user.id ? { ...tokens, user } : tokens));
  }

  async signOut(): Promise<void> {
    try {
      await firstValueFrom(this.auth.logout(), { defaultValue: undefined });
    } finally {
      this.channel.postMessage('signed-out');
      this.end('left');
    }
  }

  /** A token that is still good, renewed first when it is about to end; null when signed out. */
  async accessToken(): Promise<string | null> {
    if (!this.token) {
      return this.renewal ?? null;
    }
    return this.token.endsAt > Date.now() + 5_000 ? this.token.value : this.renew();
  }

  /** The token at hand, whatever its age. */
  currentToken(): string | null {
    return this.token?.value ?? null;
  }

  /** A new access token; however many ask at once, one request is made. Null: the session has ended. */
  renew(): Promise<string | null> {
    this.renewal ??= this.requestRenewal().finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  }

  private async begin(request: Observable<SessionTokens>): Promise<void> {
    this.accept(await firstValueFrom(request));
  }

  private async requestRenewal(): Promise<string | null> {
    try {
      const tokens = await firstValueFrom(this.auth.refresh());
      this.accept(tokens);
      return tokens.accessToken;
    } catch (thrown) {
      if (toApiError(thrown).status === 401) {
        this.end('expired');
        return null;
      }
      this.renewIn(RENEW_AHEAD_MS / 4);
      return this.currentToken();
    }
  }

  private accept(tokens: SessionTokens): void {
    const lifeMs = tokens.expiresIn * 1000;
    this.token = { value: tokens.accessToken, endsAt: Date.now() + lifeMs };
    this.tokens.set(tokens);
    this.renewIn(Math.max(lifeMs - RENEW_AHEAD_MS, lifeMs / 2));
  }

  private renewIn(delayMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.renew(), delayMs);
  }

  private end(how: SessionEnd): void {
    clearTimeout(this.timer);
    this.token = null;
    if (this.tokens()) {
      this.tokens.set(null);
      this.endings.next(how);
    }
  }
}
