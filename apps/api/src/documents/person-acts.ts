import { trailActs, type TrailAct } from '@vanthu/documents';
import type { ProcessRunner } from '@vanthu/engine';
import type { DocumentProcesses, HistoryView, Organisation, ProcessQueries, Trail, UserTaskView } from '@vanthu/persistence';
import { z } from 'zod';

const completionSchema = z.object({ taskKey: z.string(), variables: z.record(z.string(), z.unknown()).default({}) });
type Completion = z.infer<typeof completionSchema>;

/** Fields of forms that hold a person's own words, in the order in which they are taken. */
const noteFields = ['reason', 'note', 'opinion', 'result'];

/**
 * Brings what people did in tasks onto the document's timeline. The engine's own record is the source: it was committed
 * with the act, so nothing is lost when the server dies in between. Asked when the timeline is read, a few queries say what is
 * missing; usually nothing is.
 */
export class PersonActs {
  constructor(
    private readonly runner: ProcessRunner,
    private readonly queries: ProcessQueries,
    private readonly processes: DocumentProcesses,
    private readonly organisation: Organisation,
    private readonly trail: Trail,
  ) {}

  async record(documentId: string): Promise<void> {
    const events = await this.queries.completionsIn(await this.processes.instancesOf(documentId));
    if (events.length === 0) return;
    const recorded = await this.trail.onceKeys(documentId);
    const missing = events.map((event) => ({ event, completion: completionSchema.parse(event.data) })).filter(({ completion }) => !recorded.has(onceKeyOf(completion)));
    const tasks = new Map((await this.queries.tasks(missing.map(({ completion }) => completion.taskKey))).map((task) => [task.taskKey, task]));
    for (const { event, completion } of missing) {
      const task = tasks.get(completion.taskKey);
      const act = task && (await this.actOf(task, completion));
      if (act) await this.append(documentId, act, event, completion);
    }
  }

  private async append(documentId: string, act: TrailAct, { actor, at }: HistoryView, completion: Completion): Promise<void> {
    const person = actor ? await this.organisation.person(actor) : null;
    const note = noteFields.map((name) => completion.variables[name]).find((each) => typeof each === 'string' && each !== '');
    await this.trail.append({ documentId, act, who: person?.displayName ?? actor ?? '', note: String(note ?? ''), onceKey: onceKeyOf(completion), at });
  }

  /** The task's property `act.<outcome>`; acts that a later step records itself have none. */
  private async actOf(task: UserTaskView, { variables }: Completion): Promise<TrailAct | null> {
    const model = await this.runner.definitions.model(task.definitionKey);
    const act = model?.elements.find((element) => element.id === task.elementId)?.properties[`act.${String(variables['outcome'] ?? '')}`];
    return trailActs.find((each) => each === act) ?? null;
  }
}

function onceKeyOf({ taskKey }: Completion): string {
  return `task:${taskKey}`;
}
