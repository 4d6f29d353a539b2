import { AsyncLocalStorage } from 'node:async_hooks';

/** Ids of what is being worked on; what is not known yet is filled in when the first command names it. */
export interface ActivityIds {
  readonly requestId?: string;
  readonly jobKey?: string;
  instanceKey?: string;
  taskKey?: string;
}

/** Where a span is; `traceId` is null until the first command says whose trace it belongs to. */
export interface ActivitySpan {
  traceId: string | null;
  readonly spanId: string;
  parentSpanId: string | null;
}

/** A request or a job under way: what log lines and traces say about where they come from. */
export interface Activity {
  readonly ids: ActivityIds;
  readonly span: ActivitySpan | null;
}

const activities = new AsyncLocalStorage<Activity>();

export function currentActivity(): Activity | undefined {
  return activities.getStore();
}

export function during<T>(activity: Activity, work: () => T): T {
  return activities.run(activity, work);
}

/** For what a request sets going but is not part of it, such as a worker that wakes up. */
export function outsideActivity<T>(work: () => T): T {
  return activities.exit(work);
}

/** Fields of every log line that is written meanwhile. */
export function activityFields(): object {
  const activity = activities.getStore();
  if (!activity) return {};
  return { ...activity.ids, ...(activity.span?.traceId && { traceId: activity.span.traceId }) };
}
