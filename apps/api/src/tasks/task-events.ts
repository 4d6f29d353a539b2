import type { ProcessRunner } from '@vanthu/engine';
import { principalsOf, userPrincipal, type Person } from '@vanthu/model';
import type { Response } from 'express';

/** Proxies close connections on which nothing is said for a minute. */
const SAY_SOMETHING_MS = 25_000;
/** Then the browser comes again and shows its session anew. */
const LONGEST_MS = 10 * 60_000;
const AT_ONCE_MS = 100;
const MOST_STREAMS = 5000;

interface Follower {
  readonly principals: ReadonlySet<string>;
  readonly response: Response;
  soon: NodeJS.Timeout | null;
}

type Events = Parameters<Parameters<ProcessRunner['onCommitted']>[0]>[0]['events'];

/**
 * Tells open pages that something came into the person's inbox, right after the commit that brought it. Hears the commits of this
 * process only: who is connected to another one, or not at all, finds the task at the next look.
 */
export class TaskEvents {
  private readonly followers = new Set<Follower>();

  constructor(runner: Pick<ProcessRunner, 'onCommitted'>) {
    runner.onCommitted(({ events }) => this.notice(events));
  }

  /** Keeps the answer open as a stream of server-sent events named `tasks`. False when too many are open already. */
  follow(person: Person, response: Response): boolean {
    if (this.followers.size >= MOST_STREAMS) return false;
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    response.write('retry: 5000\n\n');
    const follower: Follower = { principals: new Set(principalsOf(person)), response, soon: null };
    const saying = setInterval(() => response.write(':\n\n'), SAY_SOMETHING_MS);
    const ending = setTimeout(() => response.end(), LONGEST_MS);
    this.followers.add(follower);
    response.once('close', () => {
      clearInterval(saying);
      clearTimeout(ending);
      if (follower.soon) clearTimeout(follower.soon);
      this.followers.delete(follower);
    });
    return true;
  }

  /** Ends all streams, so that a server that stops need not wait for them. */
  close(): void {
    for (const { response } of this.followers) response.end();
  }

  private notice(events: Events): void {
    if (this.followers.size === 0) return;
    const principals = events.flatMap(principalsIn);
    if (principals.length === 0) return;
    for (const follower of this.followers) if (principals.some((each) => follower.principals.has(each))) this.tell(follower);
  }

  /** Many tasks at once are one message. */
  private tell(follower: Follower): void {
    follower.soon ??= setTimeout(() => {
      follower.soon = null;
      follower.response.write('event: tasks\ndata: {}\n\n');
    }, AT_ONCE_MS);
  }
}

/** In whose inbox the event puts a task. */
function principalsIn(event: Events[number]): string[] {
  switch (event.type) {
    case 'UserTaskCreated':
    case 'UserTaskUpdated':
      return [...(event.assignee === null ? [] : [userPrincipal(event.assignee)]), ...event.candidateUsers.map(userPrincipal), ...event.candidateGroups];
    case 'UserTaskAssigned':
      return event.assignee === null ? [] : [userPrincipal(event.assignee)];
    default:
      return [];
  }
}
