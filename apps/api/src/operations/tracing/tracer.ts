import { randomBytes } from 'node:crypto';
import type { ActivatedJob, Command, CommitMember } from '@vanthu/engine';
import { currentActivity, type ActivitySpan } from '../activity.js';
import { placeOfCaller, preciseNow, traceOfInstance, type SpanPlace, type SpanSink } from './tracing.js';

/** Jobs whose creating command is remembered, so that their spans hang below it. */
const REMEMBERED_JOBS = 10_000;

/** Ends a span; the code of what went wrong, if something did. */
export type EndSpan = (error?: string) => void;

export interface RequestFacts {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly requestId: string;
}

/**
 * Spans of requests, commands, commits and jobs. A request that commands an instance joins that instance's trace, unless its caller
 * brought a trace: then both are linked.
 */
export class Tracer {
  private readonly commands = new Map<string, SpanPlace>();
  private readonly jobs = new Map<string, SpanPlace>();

  constructor(private readonly sink: SpanSink) {}

  stop(): Promise<void> {
    return this.sink.stop();
  }

  beginRequest(traceparent: string | undefined): { readonly span: ActivitySpan; readonly end: (facts: RequestFacts) => void } {
    const caller = placeOfCaller(traceparent);
    const startedAt = preciseNow();
    const span: ActivitySpan = { traceId: caller?.traceId ?? null, spanId: newId(8), parentSpanId: caller?.spanId ?? null };
    const end = ({ method, route, status, requestId }: RequestFacts) =>
      this.sink.record({
        name: `${method} ${route}`, kind: 'server', traceId: span.traceId ?? newId(16), spanId: span.spanId, parentSpanId: span.parentSpanId, startedAt, endedAt: preciseNow(),
        attributes: { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status, 'vanthu.request.id': requestId },
        ...(status >= 500 && { error: String(status) }),
      });
    return { span, end };
  }

  beginCommand(instanceKey: string, command: Command): EndSpan {
    const root = traceOfInstance(instanceKey);
    const [startedAt, spanId] = [preciseNow(), newId(8)];
    const jobKey = 'jobKey' in command ? command.jobKey : undefined;
    const { parentSpanId, links } = this.above(root, jobKey);
    const place = { traceId: root.traceId, spanId };
    this.commands.set(instanceKey, place);
    return (error) => {
      if (this.commands.get(instanceKey) === place) this.commands.delete(instanceKey);
      if (jobKey !== undefined) this.jobs.delete(jobKey);
      const keys = { ...(jobKey !== undefined && { 'vanthu.job.key': jobKey }), ...('taskKey' in command && { 'vanthu.task.key': command.taskKey }) };
      this.sink.record({ name: command.type, kind: 'internal', ...place, parentSpanId, links, startedAt, endedAt: preciseNow(), attributes: { 'vanthu.instance.key': instanceKey, ...keys }, error });
    };
  }

  /** After a commit that took from `startedAt` until now: a span for each member, in its instance's trace. */
  committed(members: readonly CommitMember[], startedAt: number): void {
    const endedAt = preciseNow();
    for (const member of members) {
      const root = traceOfInstance(member.instanceKey);
      const command = this.commands.get(member.instanceKey) ?? root;
      const attributes = { 'vanthu.instance.key': member.instanceKey, 'vanthu.process.id': member.processId };
      if (member.expectedRevision === 0) this.sink.record({ name: `process ${member.processId}`, kind: 'internal', ...root, parentSpanId: null, links: parentOf(member), startedAt, endedAt: startedAt, attributes });
      this.sink.record({ name: 'commit', kind: 'internal', traceId: root.traceId, spanId: newId(8), parentSpanId: command.spanId, startedAt, endedAt, attributes: { ...attributes, 'vanthu.commit.members': members.length } });
      for (const event of member.events) if (event.type === 'JobCreated') this.remember(event.jobKey, command);
    }
  }

  beginJob(job: Pick<ActivatedJob, 'key' | 'type' | 'instanceKey' | 'elementId' | 'attempt'>): { readonly span: ActivitySpan; readonly end: EndSpan } {
    const root = traceOfInstance(job.instanceKey);
    const startedAt = preciseNow();
    const span: ActivitySpan = { traceId: root.traceId, spanId: newId(8), parentSpanId: (this.jobs.get(job.key) ?? root).spanId };
    this.remember(job.key, { traceId: root.traceId, spanId: span.spanId });
    const attributes = { 'vanthu.job.key': job.key, 'vanthu.job.type': job.type, 'vanthu.job.attempt': job.attempt, 'vanthu.instance.key': job.instanceKey, 'vanthu.element.id': job.elementId };
    const end: EndSpan = (error) => this.sink.record({ name: `job ${job.type}`, kind: 'consumer', traceId: root.traceId, spanId: span.spanId, parentSpanId: span.parentSpanId, startedAt, endedAt: preciseNow(), attributes, error });
    return { span, end };
  }

  private above(root: SpanPlace, jobKey: string | undefined): { readonly parentSpanId: string; readonly links: readonly SpanPlace[] } {
    const span = currentActivity()?.span;
    if (span && span.traceId === null) Object.assign(span, { traceId: root.traceId, parentSpanId: root.spanId });
    if (span?.traceId === root.traceId) return { parentSpanId: span.spanId, links: [] };
    const job = jobKey === undefined ? undefined : this.jobs.get(jobKey);
    return { parentSpanId: (job ?? root).spanId, links: span?.traceId ? [{ traceId: span.traceId, spanId: span.spanId }] : [] };
  }

  private remember(jobKey: string, place: SpanPlace): void {
    this.jobs.delete(jobKey);
    this.jobs.set(jobKey, place);
    if (this.jobs.size > REMEMBERED_JOBS) this.jobs.delete(this.jobs.keys().next().value as string);
  }
}

function parentOf({ events }: CommitMember): readonly SpanPlace[] {
  const started = events.find((each) => each.type === 'InstanceStarted');
  return started?.parent ? [traceOfInstance(started.parent.instanceKey)] : [];
}

function newId(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
