import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { Session } from '@vanthu/model';
import { SessionStore } from '../session/session-store';
import { ApiClient } from './api-client';
import { apiInterceptor } from './api-interceptor';
import { ApiProblem } from './api-problem';

const session = { csrfToken: 'token', person: { username: 'a', assignments: [] } } as unknown as Session;
const gone = { type: '', title: '', status: 401, detail: 'Hãy đăng nhập lại.', code: 'NOT_SIGNED_IN' };

async function setUp() {
  TestBed.configureTestingModule({ providers: [provideHttpClient(withInterceptors([apiInterceptor])), provideHttpClientTesting()] });
  const http = TestBed.inject(HttpTestingController);
  const store = TestBed.inject(SessionStore);
  const restoring = store.restore();
  http.expectOne('/api/session').flush(session);
  await restoring;
  return { http, store, api: TestBed.inject(ApiClient) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('apiInterceptor', () => {
  it('sends the CSRF token with unsafe calls only, and the language with all', async () => {
    const { http, api } = await setUp();
    void api.get('/tasks');
    void api.post('/tasks/1/claim');
    const [read, write] = [http.expectOne('/api/tasks').request, http.expectOne('/api/tasks/1/claim').request];
    expect(read.headers.has('X-CSRF-Token')).toBe(false);
    expect(read.headers.get('Accept-Language')).toBe('vi');
    expect(write.headers.get('X-CSRF-Token')).toBe('token');
  });

  it('hands on the problem detail of the server', async () => {
    const { http, api } = await setUp();
    const failing = api.post('/tasks/1/complete').catch((error: unknown) => error);
    http.expectOne('/api/tasks/1/complete').flush({ ...gone, status: 409, code: 'TASK_NOT_OPEN' }, { status: 409, statusText: 'Conflict' });
    const error = await failing;
    expect(error).toBeInstanceOf(ApiProblem);
    expect((error as ApiProblem).code).toBe('TASK_NOT_OPEN');
  });

  it('speaks plainly when there is no connection', async () => {
    const { http, api } = await setUp();
    const failing = api.get('/tasks').catch((error: unknown) => error);
    http.expectOne('/api/tasks').error(new ProgressEvent('error'));
    expect(((await failing) as ApiProblem).code).toBe('NO_CONNECTION');
  });

  it('lets the person sign in again and repeats the call', async () => {
    const { http, store, api } = await setUp();
    store.signInAgain = () => Promise.resolve(true);
    const saving = api.put('/documents/1/draft', { subject: 'giữ nguyên' });
    http.expectOne('/api/documents/1/draft').flush(gone, { status: 401, statusText: 'Unauthorized' });
    await settled();
    const again = http.expectOne('/api/documents/1/draft');
    expect(again.request.body).toEqual({ subject: 'giữ nguyên' });
    again.flush({ ok: true });
    expect(await saving).toEqual({ ok: true });
  });
});
