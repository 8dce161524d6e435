import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Job,
  ProblemDetails,
  type ServerEvents,
  SessionTokens,
  UploadResponse,
  Job as JobSchema,
} from '@orders/contracts';
import { io, type Socket } from 'socket.io-client';

const EMAIL = 'demo@example.com';

/** Speaks to the API as the console does: REST for commands, a socket for news. */
export class DemoClient {
  private token = '';

  constructor(
    private readonly url: string,
    private readonly dataDir: string,
  ) {}

  /** Signs in as the demo user; the first time it makes the account and keeps its password in the data folder. */
  async signIn(): Promise<string> {
    const file = join(this.dataDir, 'demo-account.json');
    const known = readAccount(file);
    const account = known ?? { email: EMAIL, password: randomBytes(18).toString('base64url') };
    const answer = known
      ? await this.post('auth/login', account)
      : await this.post('auth/register', { ...account, name: 'Demo user' });
    this.token = SessionTokens.parse(answer).accessToken;
    if (!known) writeFileSync(file, JSON.stringify(account, null, 2), { mode: 0o600 });
    return file;
  }

  async upload(name: string, bytes: Uint8Array): Promise<Job> {
    const form = new FormData();
    form.append('files', new Blob([Buffer.from(bytes)]), name);
    const answer = await this.request('uploads', { method: 'POST', body: form });
    const [job] = UploadResponse.parse(answer).jobs;
    if (!job) throw new Error('The upload made no job.');
    return job;
  }

  async job(id: string): Promise<Job> {
    return JobSchema.parse(await this.request(`jobs/${id}`));
  }

  /** A socket of the signed-in user, connected. @throws Error when it is refused. */
  async listen(): Promise<Socket<ServerEvents>> {
    const socket: Socket<ServerEvents> = io(this.url, {
      auth: { token: this.token },
      transports: ['websocket'],
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  }

  private post(path: string, body: unknown): Promise<unknown> {
    return this.request(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });
  }

  private async request(path: string, init: RequestInit = {}): Promise<unknown> {
    const headers = new Headers(init.headers);
    if (this.token) headers.set('Authorization', `Bearer ${this.token}`);
    const response = await fetch(`${this.url}/api/v1/${path}`, { ...init, headers });
    const body: unknown = await response.json();
    if (response.ok) return body;
    const problem = ProblemDetails.safeParse(body);
    throw new Error(problem.data?.detail ?? `The API answered ${response.status}.`);
  }
}

function readAccount(file: string): { email: string; password: string } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { email: string; password: string };
  } catch {
    return undefined;
  }
}
