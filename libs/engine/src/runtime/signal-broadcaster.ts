import type { Key } from '@vanthu/model';
import type { StartInstance } from '../execution/command.js';
import type { Definitions } from './definitions.js';
import type { Correlation } from './message-correlator.js';
import type { NewSignal, OutboxCommand, ProcessStore } from './process-store.js';

type Broadcast = Extract<OutboxCommand, { type: 'BroadcastSignal' }>;

const AT_ONCE = 200;

/**
 * A signal reaches whoever waits for it now. Whom it reaches is written down in one transaction, one outbox command each, so that each
 * gets it once, also when this process is lost before the last of them had it.
 */
export class SignalBroadcaster {
  constructor(
    private readonly store: ProcessStore,
    private readonly definitions: Definitions,
    private readonly tenantChain: (orgUnitId: string | null) => readonly string[],
    private readonly nextKey: () => Key,
    private readonly carryOutEach: (command: OutboxCommand) => Promise<readonly Correlation[]>,
  ) {}

  /** From outside: nothing of it is in the outbox yet. */
  broadcast(signal: NewSignal): Promise<readonly Correlation[]> {
    return this.spread(signal, null);
  }

  /** Thrown by an instance. */
  carryOut({ key, signal }: Broadcast): Promise<readonly Correlation[]> {
    return this.spread(signal, key);
  }

  private async spread(signal: NewSignal, replaced: Key | null): Promise<readonly Correlation[]> {
    const commands = [...(await this.continuations(signal)), ...(await this.starts(signal))];
    if (commands.length === 0 && replaced === null) return [];
    if (!(await this.store.saveOutbox(commands, signal.at, replaced))) return [];
    const reached: Correlation[] = [];
    for (let first = 0; first < commands.length; first += AT_ONCE) {
      reached.push(...(await Promise.all(commands.slice(first, first + AT_ONCE).map(this.carryOutEach))).flat());
    }
    return reached;
  }

  private async continuations({ name, variables, onlyOrgUnitId }: NewSignal): Promise<OutboxCommand[]> {
    const targets = await this.store.signalTargets(name, onlyOrgUnitId);
    return targets.map((instanceKey) => ({ key: this.nextKey(), type: 'ToInstance', instanceKey, command: { type: 'BroadcastSignal', signalName: name, variables } }));
  }

  private async starts({ name, variables, orgUnitId }: NewSignal): Promise<OutboxCommand[]> {
    const starts = await this.store.startSubscriptions('signal', name);
    const commands: OutboxCommand[] = [];
    for (const processId of new Set(starts.map((each) => each.processId))) {
      const definition = await this.definitions.findLatest('process', processId, this.tenantChain(orgUnitId));
      for (const { elementId, definitionKey } of starts.filter((each) => each.definitionKey === definition?.key)) {
        const start: StartInstance = { type: 'StartInstance', instanceKey: this.nextKey(), startElementId: elementId, variables, ...(orgUnitId !== null && { orgUnitId }), actor: { username: null } };
        commands.push({ key: this.nextKey(), type: 'StartInstance', definitionKey, start });
      }
    }
    return commands;
  }
}
