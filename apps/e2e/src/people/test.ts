import { type BrowserContext, expect, type Page, test as base } from '@playwright/test';
import {
  type Job,
  type JobPage,
  type QueueStats,
  type RegisterRequest,
  type SessionTokens,
  type UploadResponse,
} from '@orders/contracts';
import { type OrderFile } from '../files/order-file';
import { ADMIN, newAccount } from './accounts';

/** Somebody who is signed in, in a browser of their own. */
export class Person {
  constructor(
    readonly account: RegisterRequest,
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly accessToken: string,
  ) {}

  /** Uploads without the console, where the upload is not what is tested. */
  async upload(file: OrderFile): Promise<Job> {
    const response = await this.context.request.post('/api/v1/uploads', {
      headers: this.headers(),
      multipart: { files: { name: file.name, mimeType: file.mimeType, buffer: file.buffer } },
    });
    expect(response.status(), await response.text()).toBe(202);
    const { jobs } = (await response.json()) as UploadResponse;
    return jobs[0]!;
  }

  async job(id: string): Promise<Job> {
    const response = await this.context.request.get(`/api/v1/jobs/${id}`, { headers: this.headers() });
    return (await response.json()) as Job;
  }

  /** The newest of this person's jobs with a file of this name. */
  async jobNamed(fileName: string): Promise<Job> {
    const params = { search: fileName };
    const response = await this.context.request.get('/api/v1/jobs', { headers: this.headers(), params });
    const { items } = (await response.json()) as JobPage;
    return items[0]!;
  }

  /** Waits until the job has ended, however. */
  async finished(id: string): Promise<Job> {
    await expect
      .poll(async () => (await this.job(id)).finishedAt, { message: 'the job ends' })
      .not.toBeNull();
    return this.job(id);
  }

  /** How the queue stands; its workers only for an administrator. */
  async queue(): Promise<QueueStats> {
    const response = await this.context.request.get('/api/v1/queue', { headers: this.headers() });
    return (await response.json()) as QueueStats;
  }

  private headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.accessToken}` };
  }
}

interface People {
  /** Signs somebody in through the API; the refresh cookie then brings the session into the console. */
  arrive: (account?: RegisterRequest) => Promise<Person>;
  person: Person;
  admin: Person;
}

export const test = base.extend<People>({
  baseURL: async ({}, use) => use(process.env['E2E_URL']),

  arrive: async ({ browser, baseURL, contextOptions, viewport, locale, colorScheme }, use) => {
    const contexts: BrowserContext[] = [];
    const faults: string[] = [];
    await use(async (account) => {
      const context = await browser.newContext({ ...contextOptions, baseURL, viewport, locale, colorScheme });
      contexts.push(context);
      context.on('page', (page) => collectFaults(page, faults));
      const who = account ?? newAccount();
      const response = account
        ? await context.request.post('/api/v1/auth/login', {
            data: { email: who.email, password: who.password },
          })
        : await context.request.post('/api/v1/auth/register', { data: who });
      expect(response.ok(), await response.text()).toBe(true);
      const { accessToken } = (await response.json()) as SessionTokens;
      return new Person(who, context, await context.newPage(), accessToken);
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(faults, 'what the console complained of').toEqual([]);
  },

  person: async ({ arrive }, use) => use(await arrive()),
  admin: async ({ arrive }, use) => use(await arrive(ADMIN)),
});

/** Refused requests, lost sockets, and axe kept out of the frame that mails are shown in are as they should be. */
const EXPECTED = /Failed to load resource|WebSocket connection|frame is sandboxed/;

/** Errors of the page's own scripts, and what its content policy refused. */
function collectFaults(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) {
      faults.push(message.text());
    }
  });
}

export { expect };
