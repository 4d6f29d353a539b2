import { EventEmitter } from 'node:events';
import { Engine } from 'bpmn-engine';

export interface ReferenceRun {
  /** False when it failed, or when nothing happened any more. */
  readonly isEnded: boolean;
  /** Ids of completed activities, in order. */
  readonly completed: readonly string[];
}

/** Runs a diagram on bpmn-engine, signalling every wait at once, until it ends or nothing has happened for `quietMs`. */
export async function runOnReference(source: string, quietMs: number): Promise<ReferenceRun> {
  const completed: string[] = [];
  const listener = new EventEmitter();
  listener.on('activity.wait', (api: { signal(): void }) => setImmediate(() => api.signal()));
  listener.on('activity.end', (api: { id: string }) => completed.push(api.id));
  const engine = new Engine({ name: 'reference', source });
  // Asked for first: after a process that ends at once the promise would never settle.
  const ended = engine.waitFor('end').then(() => true, () => false);
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), quietMs);
    listener.on('activity.end', () => timer?.refresh());
  });
  engine.on('error', () => undefined);
  void engine.execute({ listener }).catch(() => undefined);
  const isEnded = await Promise.race([ended, patience]);
  clearTimeout(timer);
  // Stopping one that has ended would never settle either.
  if (!isEnded) void engine.stop();
  return { isEnded, completed };
}
