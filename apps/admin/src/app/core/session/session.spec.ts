import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { tokensFixture } from '../../testing/job-fixture';
import { Session } from './session';
import { sessionInterceptor } from './session-interceptor';

const REFRESH = '/api/v1/auth/refresh';
const JOBS = '/api/v1/jobs';
const EXPIRED = { status: 401, statusText: 'Unauthorized' };

/** Lets what waits for promises go on. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('Session', () => {
  let session: Session;
  let http: HttpTestingController;
  let client: HttpClient;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([sessionInterceptor])), provideHttpClientTesting()],
    });
    session = TestBed.inject(Session);
    http = TestBed.inject(HttpTestingController);
    client = TestBed.inject(HttpClient);
  });

  afterEach(() => http.verify());

  async function restore(accessToken: string): Promise<void> {
    const restored = session.restore();
    http.expectOne(REFRESH).flush(tokensFixture(accessToken));
    expect(await restored).toBe(true);
  }

  it('comes back after a reload by the refresh cookie', async () => {
    await restore('first');
    expect(session.user()?.email).toBe('dana@example.com');
    expect(await session.accessToken()).toBe('first');
  });

  it('is signed out when the cookie does not count, without an end being told', async () => {
    let ended = false;
    session.ended.subscribe(() => (ended = true));
    const restored = session.restore();
    http.expectOne(REFRESH).flush(null, EXPIRED);
    expect(await restored).toBe(false);
    expect(session.user()).toBeNull();
    expect(ended).toBe(false);
  });

  it('renews once, however many ask', async () => {
    const asked = [session.renew(), session.renew(), session.renew()];
    http.expectOne(REFRESH).flush(tokensFixture('one'));
    expect(await Promise.all(asked)).toEqual(['one', 'one', 'one']);
  });

  it('sends a request that was refused once more with a new token', async () => {
    await restore('old');
    const answer = firstValueFrom(client.get<string[]>(JOBS));
    await settle();
    http.expectOne(JOBS).flush(null, EXPIRED);
    http.expectOne(REFRESH).flush(tokensFixture('new'));
    await settle();
    const again = http.expectOne(JOBS);
    expect(again.request.headers.get('Authorization')).toBe('Bearer new');
    again.flush(['job']);
    expect(await answer).toEqual(['job']);
  });

  it('ends, and says so, when it cannot be renewed', async () => {
    await restore('old');
    const ends: string[] = [];
    session.ended.subscribe((how) => ends.push(how));
    const answer = firstValueFrom(client.get(JOBS)).catch((error: unknown) => error);
    await settle();
    http.expectOne(JOBS).flush(null, EXPIRED);
    http.expectOne(REFRESH).flush(null, EXPIRED);
    expect(await answer).toMatchObject({ status: 401 });
    expect(ends).toEqual(['expired']);
    expect(session.user()).toBeNull();
  });

  it('stays signed in when the server cannot be reached', async () => {
    await restore('old');
    const renewed = session.renew();
    http.expectOne(REFRESH).error(new ProgressEvent('error'));
    expect(await renewed).toBe('old');
    expect(session.user()).not.toBeNull();
  });

  it('gives the token to no request that is not ours', async () => {
    await restore('secret');
    client.get('https://elsewhere.example/api/v1/jobs').subscribe();
    const request = http.expectOne('https://elsewhere.example/api/v1/jobs');
    expect(request.request.headers.has('Authorization')).toBe(false);
    request.flush(null);
  });
});
