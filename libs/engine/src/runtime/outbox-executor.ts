import type { Key } from '@vanthu/model';
import type { Command } from '../execution/command.js';
import type { ResourceBinding } from '../execution/context.js';
import type { Definitions } from './definitions.js';
import type { Executor } from './executor.js';
import type { Correlation, MessageCorrelator } from './message-correlator.js';
import type { Refused } from './outcome.js';
import type { OutboxCommand, ProcessStore, StoredDefinition } from './process-store.js';
import type { SignalBroadcaster } from './signal-broadcaster.js';

type StartChild = Extract<OutboxCommand, { type: 'StartChild' }>;

/** Carries out commands to other instances. Each is consumed in the transaction of its effect, so that a repetition does nothing. */
export class OutboxExecutor {
  constructor(
    private readonly store: ProcessStore,
    private readonly definitions: Definitions,
    private readonly executor: Executor,
    private readonly correlator: MessageCorrelator,
    private readonly signals: SignalBroadcaster,
    private readonly tenantChain: (orgUnitId: string | null) => readonly string[],
  ) {}

  async carryOut(command: OutboxCommand): Promise<readonly Correlation[]> {
    switch (command.type) {
      case 'StartChild':
        await this.startChild(command);
        return [];
      case 'ToInstance':
        return this.toInstance(command.key, command.instanceKey, command.command);
      case 'CancelChildrenOf':
        await this.cancelChildren(command.key, command.elementInstanceKey);
        return [];
      case 'PublishMessage': {
        const isNew = await this.store.saveMessage(command.message);
        const correlations = isNew ? await this.correlator.correlate(command.message) : [];
        await this.store.deleteOutbox(command.key);
        return correlations;
      }
      case 'BroadcastSignal':
        return this.signals.carryOut(command);
      case 'StartInstance':
        return this.startInstance(command);
      case 'OfferMessages':
        await this.correlator.offerTo(command.definitionKey);
        await this.store.deleteOutbox(command.key);
        return [];
    }
  }

  private async startInstance({ key, definitionKey, start }: Extract<OutboxCommand, { type: 'StartInstance' }>): Promise<readonly Correlation[]> {
    const definition = await this.definitions.definition(definitionKey);
    const outcome = await this.executor.execute(start.instanceKey, start, { consumedOutboxKey: key, isFollowUp: true }, definitionKey);
    if (outcome.kind === 'done') return [{ processId: definition?.id ?? '', instanceKey: start.instanceKey, isNew: true }];
    if (!isWorthAnotherTry(outcome)) await this.store.deleteOutbox(key);
    return [];
  }

  private async startChild(command: StartChild): Promise<void> {
    const { key, start } = command;
    const definition = await this.calledDefinition(command);
    if (!definition) {
      const wanted = command.binding === 'versionTag' ? `with version tag "${command.versionTag ?? ''}"` : command.binding === 'deployment' ? 'in the deployment of its caller' : '';
      return this.notStarted(command, `No process "${command.calledProcessId}" ${wanted} is deployed. Deploy it, then resolve the incident.`.replace('  ', ' '));
    }
    const outcome = await this.executor.execute(start.instanceKey, start, { consumedOutboxKey: key, isFollowUp: true }, definition.key);
    if (outcome.kind === 'done') return outcome.effects;
    if (outcome.code === 'DUPLICATE') return;
    if (outcome.code === 'INSTANCE_EXISTS') return this.store.deleteOutbox(key);
    return this.notStarted(command, outcome.reason);
  }

  private async calledDefinition({ binding, calledProcessId, versionTag, callerDefinitionKey, start }: StartChild): Promise<StoredDefinition | null> {
    if (binding === 'versionTag' && versionTag === null) return null;
    const bound = binding === 'versionTag' ? { kind: binding, versionTag: versionTag ?? '' } : { kind: binding };
    return this.definitions.findBound('process', calledProcessId, this.tenantChain(start.orgUnitId ?? null), bound as ResourceBinding, callerDefinitionKey);
  }

  private async notStarted({ key, start }: StartChild, message: string): Promise<void> {
    const { parent } = start;
    if (!parent) return this.store.deleteOutbox(key);
    await this.toInstance(key, parent.instanceKey, { type: 'ChildEnded', elementInstanceKey: parent.elementInstanceKey, childInstanceKey: start.instanceKey, outcome: { kind: 'notStarted', message } });
  }

  private async toInstance(key: Key, instanceKey: Key, command: Command): Promise<readonly Correlation[]> {
    const outcome = await this.executor.execute(instanceKey, command, { consumedOutboxKey: key, isFollowUp: true });
    if (outcome.kind === 'done') {
      await outcome.effects;
      return [{ processId: '', instanceKey, isNew: false }];
    }
    if (!isWorthAnotherTry(outcome)) await this.store.deleteOutbox(key);
    return [];
  }

  private async cancelChildren(key: Key, elementInstanceKey: Key): Promise<void> {
    await this.store.withdrawStarts(elementInstanceKey);
    for (const child of await this.store.childrenOf(elementInstanceKey)) {
      const outcome = await this.executor.execute(child, { type: 'CancelInstance', reason: 'The calling activity was ended.', actor: { username: null } }, { isFollowUp: true });
      if (outcome.kind === 'done') await outcome.effects;
      else if (isWorthAnotherTry(outcome)) return;
    }
    await this.store.deleteOutbox(key);
  }
}

/** The sweeper tries again; everything else can never be done. */
function isWorthAnotherTry({ code }: Refused): boolean {
  return code === 'CONFLICT' || code === 'STOPPED' || code === 'SUSPENDED';
}
