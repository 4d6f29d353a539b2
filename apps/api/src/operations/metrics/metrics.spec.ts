import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@vanthu/model';
import { complete, handIn, registrationOf, taskOf } from '../../testing/office.js';
import { startTestServer, type TestServer } from '../../testing/test-server.js';

const token = 'a-token-of-the-scraper';

describe('GET /metrics', () => {
  let server: TestServer;
  let text: string;

  beforeAll(async () => {
    server = await startTestServer({ environment: { METRICS_TOKEN: token } });
    const clerk = await server.as('vanthu.sgddt');
    const document = await handIn(clerk);
    await complete(clerk, 'receive', document.id, 'register', registrationOf(document));
    await taskOf(await server.as('giamdoc.sgddt'), 'direct', document.id);
    text = (await server.stranger.get<string>('/metrics')).body;
  });
  afterAll(() => server?.stop());

  /** Sum of all samples of the name with these labels. */
  const sum = (name: string, ...labels: string[]) =>
    text.split('\n').filter((line) => (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && labels.every((each) => line.includes(each))).reduce((total, line) => total + Number(line.split(' ').at(-1)), 0);

  it('tells commands by type and outcome, and how many shared a commit', () => {
    expect(sum('vanthu_command_seconds_count', 'type="StartInstance"', 'outcome="done"')).toBeGreaterThanOrEqual(1);
    expect(sum('vanthu_command_seconds_count', 'type="CompleteUserTask"', 'outcome="done"')).toBe(1);
    expect(sum('vanthu_commit_members_sum')).toBeGreaterThanOrEqual(sum('vanthu_commit_seconds_count', 'outcome="committed"'));
    expect(sum('vanthu_commands_running')).toBe(0);
  });

  it('tells jobs by type, and what connectors made of them', () => {
    const type = 'type="documents:register-inbound"';
    expect(text).toMatch(/vanthu_jobs_taken_total\{type="documents:/);
    expect(sum('vanthu_jobs_ended_total', 'outcome="completed"')).toBe(sum('vanthu_jobs_taken_total'));
    expect(sum('vanthu_jobs_ended_total', type.slice(0, 15))).toBeGreaterThan(0);
    expect(sum('vanthu_connector_seconds_count', 'connector="documents"', 'outcome="completed"')).toBe(sum('vanthu_jobs_taken_total'));
  });

  it('tells what waits: tasks, incidents, jobs, timers', () => {
    expect(sum('vanthu_open_tasks')).toBe(1);
    expect(sum('vanthu_open_incidents')).toBe(0);
    expect(sum('vanthu_timer_lag_seconds')).toBe(0);
    expect(text).toContain('# TYPE vanthu_jobs_due gauge');
  });

  it('tells of the process: event loop, memory, requests by route', () => {
    expect(sum('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
    expect(sum('vanthu_http_request_seconds_count', 'route="/api/tasks/:key/complete"', 'status="200"')).toBe(1);
  });

  it('names no person, key or content', () => {
    expect(text).not.toMatch(/sgddt|Cục Mẫu|Về việc|"\d{16,}"/);
  });

  it('is for this machine, and for who knows the token', async () => {
    const asked = async (headers: Record<string, string>) => (await server.stranger.get<Problem>('/metrics', headers)).status;
    expect(await asked({ 'x-forwarded-for': '203.0.113.7' })).toBe(401);
    expect(await asked({ authorization: 'Bearer wrong' })).toBe(401);
    expect(await asked({ 'x-forwarded-for': '203.0.113.7', authorization: `Bearer ${token}` })).toBe(200);
  });
});
