import { randomUUID } from 'node:crypto';
import { type Job, type SessionTokens, UPLOAD_FILES_FIELD, type UploadResponse } from '@orders/contracts';
import { JobWatch } from './job-watch';

export interface ApiAnswer<T = unknown> {
  status: number;
  body: T;
  headers: Headers;
}

export interface UploadedSample {
  name: string;
  bytes: Uint8Array;
}

/** One person at the API, over HTTP and sockets. */
export class ApiClient {
  token = '';
  user: SessionTokens['user'] | undefined;

  constructor(readonly url: string) {}

  /** Makes an account of its own and signs in. */
  static async register(url: string, account: { email?: string; name?: string } = {}): Promise<ApiClient> {
    const client = new ApiClient(url);
    const answer = await client.post<SessionTokens>('auth/register', {
      email: account.email ?? `${randomUUID()}@example.com`,
      name: account.name ?? 'Test person',
      password: 'a long enough password',
    });
    if (answer.status !== 201)
      throw new Error(`Registration answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    client.token = answer.body.accessToken;
    client.user = answer.body.user;
    return client;
  }

  async request<T = unknown>(path: string, init: RequestInit = {}): Promise<ApiAnswer<T>> {
    const headers = new Headers(init.headers);
    if (this.token && !headers.has('Authorization')) headers.set('Authorization', `Bearer ${this.token}`);
    const response = await fetch(`${this.url}/api/v1/${path}`, { ...init, headers });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      body: (isJson ? JSON.parse(text) : text) as T,
      headers: response.headers,
    };
  }

  get<T = unknown>(path: string): Promise<ApiAnswer<T>> {
    return this.request<T>(path);
  }

  post<T = unknown>(path: string, body?: unknown): Promise<ApiAnswer<T>> {
    return this.send<T>('POST', path, body);
  }

  send<T = unknown>(method: string, path: string, body?: unknown): Promise<ApiAnswer<T>> {
    return this.request<T>(path, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json' },
      }),
    });
  }

  /** Uploads as the console does; answers whatever the API answers. */
  upload<T = UploadResponse>(
    files: UploadedSample[],
    more: { options?: unknown; headers?: Record<string, string>; path?: string } = {},
  ): Promise<ApiAnswer<T>> {
    const form = new FormData();
    if (more.options !== undefined) form.append('options', JSON.stringify(more.options));
    for (const file of files) form.append(UPLOAD_FILES_FIELD, new Blob([Buffer.from(file.bytes)]), file.name);
    return this.request<T>(more.path ?? 'uploads', {
      method: 'POST',
      body: form,
      headers: more.headers ?? {},
    });
  }

  /** Uploads one file that must be accepted. */
  async uploadOne(name: string, bytes: Uint8Array, options?: unknown): Promise<Job> {
    const answer = await this.upload([{ name, bytes }], options === undefined ? {} : { options });
    const [job] = answer.body.jobs;
    if (answer.status !== 202 || !job)
      throw new Error(`The upload answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return job;
  }

  async job(id: string): Promise<Job> {
    return (await this.get<Job>(`jobs/${id}`)).body;
  }

  /** A socket that follows this person's jobs; close it at the end. */
  watch(): Promise<JobWatch> {
    return JobWatch.open(this.url, this.token);
  }

  /** Uploads a file and waits until its job has ended. */
  async process(name: string, bytes: Uint8Array, options?: unknown): Promise<Job> {
    const watch = await this.watch();
    try {
      const job = await this.uploadOne(name, bytes, options);
      await watch.finished(job.id);
      return await this.job(job.id);
    } finally {
      watch.close();
    }
  }
}
