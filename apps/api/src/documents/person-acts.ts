import { trailActs, type TrailAct } from '@vanthu/documents';
import type { ProcessRunner } from '@vanthu/engine';
import type { DocumentProcesses, HistoryView, Organisation, ProcessQueries, Trail, UserTaskView } from '@vanthu/persistence';
import { z } from 'zod';

const completionSchema = z.object({ taskKey: z.string(), variables: z.record(z.string(), z.unknown()).default({}) });

/**
 * Brings what people did in tasks onto the document's timeline. The engine's own record is the source: it was committed
 * with the act, so nothing is lost when the server dies in between; writing it down again changes nothing.
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
    for (const instanceKey of await this.processes.instancesOf(documentId)) {
      const tasks = new Map((await this.queries.tasksOf(instanceKey)).map((task) => [task.taskKey, task]));
      const completed = (await this.queries.historyOf(instanceKey)).filter((event) => event.type === 'UserTaskCompleted');
      for (const event of completed) await this.recordOne(documentId, event, tasks);
    }
  }

  private async recordOne(documentId: string, event: HistoryView, tasks: ReadonlyMap<string, UserTaskView>): Promise<void> {
    const { taskKey, variables } = completionSchema.parse(event.data);
    const task = tasks.get(taskKey);
    const act = task && (await this.actOf(task, String(variables['outcome'] ?? '')));
    if (!act) return;
    const person = event.actor ? await this.organisation.person(event.actor) : null;
    const note = ['note', 'opinion', 'reason'].map((name) => variables[name]).find((each) => typeof each === 'string' && each !== '');
    await this.trail.append({ documentId, act, who: person?.displayName ?? event.actor ?? '', note: String(note ?? ''), onceKey: `task:${taskKey}`, at: event.at });
  }

  /** The task's property `act.<outcome>`; acts that a later step records itself have none. */
  private async actOf(task: UserTaskView, outcome: string): Promise<TrailAct | null> {
    const model = await this.runner.definitions.model(task.definitionKey);
    const act = model?.elements.find((element) => element.id === task.elementId)?.properties[`act.${outcome}`];
    return trailActs.find((each) => each === act) ?? null;
  }
}
