import type { CommitMember, ProcessEvent, TakenJob } from '@vanthu/engine';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { JobTypes } from './job-types.js';

const FAST = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const SLOW = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** What the process counts about itself. Labels are types, codes and routes; never a key, a name or content. */
export class Metrics {
  readonly registry = new Registry();
  private readonly jobTypes = new JobTypes();
  private readonly running = new Map<string, number>();

  private readonly commands = this.histogram('vanthu_command_seconds', 'Commands on process instances, from arrival until on disk', ['type', 'outcome'], FAST);
  private readonly commits = this.histogram('vanthu_commit_seconds', 'Transactions of the process engine', ['outcome'], FAST);
  private readonly members = this.histogram('vanthu_commit_members', 'Commands that shared one transaction', [], [1, 2, 4, 8, 16, 32, 64]);
  private readonly taken = this.counter('vanthu_jobs_taken_total', 'Jobs taken by workers', ['type']);
  private readonly jobs = this.counter('vanthu_jobs_ended_total', 'Jobs reported by workers', ['type', 'outcome']);
  private readonly operations = this.histogram('vanthu_connector_seconds', 'Operations of connectors', ['connector', 'operation', 'outcome'], SLOW);
  private readonly instances = this.counter('vanthu_instances_total', 'Process instances', ['event']);
  private readonly tasks = this.counter('vanthu_user_tasks_total', 'User tasks', ['event']);
  private readonly incidents = this.counter('vanthu_incidents_total', 'Incidents', ['event']);
  private readonly timers = this.counter('vanthu_timers_total', 'Timers', ['event']);
  private readonly requests = this.histogram('vanthu_http_request_seconds', 'HTTP requests', ['method', 'route', 'status'], FAST);

  constructor() {
    const { running, registry } = this;
    collectDefaultMetrics({ register: registry });
    this.gauge('vanthu_commands_running', 'Commands that wait or run: for their lane, a decision, the commit queue or the database', (set) => set([...running.values()].reduce((sum, each) => sum + each, 0)));
    this.gauge('vanthu_lanes', 'Process instances with a command that waits or runs', (set) => set(running.size));
  }

  /** A gauge that is read when somebody asks. */
  gauge<L extends string = never>(name: string, help: string, read: (set: (value: number, labels?: Record<L, string>) => void) => void | Promise<void>, labelNames: L[] = []): void {
    const gauge: Gauge<L> = new Gauge<L>({
      name, help, labelNames, registers: [this.registry],
      async collect() {
        gauge.reset();
        await read((value, labels) => (labels ? gauge.set(labels, value) : gauge.set(value)));
      },
    });
  }

  commandBegan(instanceKey: string): void {
    this.running.set(instanceKey, (this.running.get(instanceKey) ?? 0) + 1);
  }

  commandEnded(instanceKey: string, type: string, outcome: string, seconds: number): void {
    const left = (this.running.get(instanceKey) ?? 1) - 1;
    if (left > 0) this.running.set(instanceKey, left);
    else this.running.delete(instanceKey);
    this.commands.observe({ type, outcome }, seconds);
  }

  commit(members: readonly CommitMember[], outcome: 'committed' | 'failed', seconds: number): void {
    this.commits.observe({ outcome }, seconds);
    this.members.observe({}, members.length);
  }

  jobsTaken(jobs: readonly TakenJob[]): void {
    for (const { key, type } of jobs) {
      this.jobTypes.note(key, type);
      this.taken.inc({ type });
    }
  }

  happened(events: readonly ProcessEvent[]): void {
    for (const event of events) this.count(event);
  }

  operation(connector: string, operation: string, outcome: string, seconds: number): void {
    this.operations.observe({ connector, operation, outcome }, seconds);
  }

  request(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  private count(event: ProcessEvent): void {
    switch (event.type) {
      case 'InstanceStarted': case 'InstanceCompleted': case 'InstanceTerminated': case 'InstanceFailed':
        return this.instances.inc({ event: wordOf(event.type, 'Instance') });
      case 'UserTaskCreated': case 'UserTaskCompleted': case 'UserTaskCanceled':
        return this.tasks.inc({ event: wordOf(event.type, 'UserTask') });
      case 'IncidentRaised': case 'IncidentResolved':
        return this.incidents.inc({ event: wordOf(event.type, 'Incident') });
      case 'TimerScheduled': case 'TimerFired': case 'TimerCanceled':
        return this.timers.inc({ event: wordOf(event.type, 'Timer') });
      case 'JobCreated':
        return this.jobTypes.note(event.jobKey, event.jobType);
      case 'JobCompleted': case 'JobFailed': case 'JobErrorThrown': case 'JobCanceled':
        return this.jobs.inc({ type: this.jobTypes.of(event.jobKey, event.type !== 'JobFailed'), outcome: wordOf(event.type, 'Job') });
      default:
        return;
    }
  }

  private histogram<L extends string>(name: string, help: string, labelNames: L[], buckets: number[]): Histogram<L> {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }

  private counter<L extends string>(name: string, help: string, labelNames: L[]): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }
}

/** `JobErrorThrown` → `errorThrown`. */
function wordOf(type: string, prefix: string): string {
  const word = type.slice(prefix.length);
  return word.charAt(0).toLowerCase() + word.slice(1);
}
