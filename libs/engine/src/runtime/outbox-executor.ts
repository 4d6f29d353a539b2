import type { Key } from '@vanthu/model';
import type { ChildEnded } from '../execution/command.js';
import type { Definitions } from './definitions.js';
import type { Executor } from './executor.js';
import type { Correlation, MessageCorrelator } from './message-correlator.js';
import type { OutboxCommand, ProcessStore, StoredDefinition } from './process-store.js';

type StartChild = Extract<OutboxCommand, { type: 'StartChild' }>;

/** Carries out commands to other instances. Each is consumed in the transaction of its effect, so that a repetition does nothing. */
export class OutboxExecutor {
  constructor(
    private readonly store: ProcessStore,
    private readonly definitions: Definitions,
    private readonly executor: Executor,
    private readonly correlator: MessageCorrelator,
    private readonly tenantChain: (orgUnitId: string | null) => readonly string[],
  ) {}

  async carryOut(command: OutboxCommand): Promise<readonly Correlation[]> {
    switch (command.type) {
      case 'StartChild':
        await this.startChild(command);
        return [];
      case 'ToInstance':
        await this.toInstance(command.key, command.instanceKey, command.command as ChildEnded);
        return [];
      case 'CancelChildrenOf':
        await this.cancelChildren(command.key, command.elementInstanceKey);
        return [];
      case 'PublishMessage': {
        const isNew = await this.store.saveMessage(command.message);
        const correlations = isNew ? await this.correlator.correlate(command.message) : [];
        await this.store.deleteOutbox(command.key);
        return correlations;
      }
    }
  }

  private async startChild(command: StartChild): Promise<void> {
    const { key, start } = command;
    const definition = await this.calledDefinition(command);
    if (!definition) {
      const wanted = command.binding === 'versionTag' ? `with version tag "${command.versionTag ?? ''}"` : command.binding === 'deployment' ? 'in the deployment of its caller' : '';
      return this.notStarted(command, `No process "${command.calledProcessId}" ${wanted} is deployed. Deploy it, then resolve the incident.`.replace('  ', ' '));
    }
    const outcome = await this.executor.execute(start.instanceKey, start, { consumedOutboxKey: key }, definition.key);
    if (outcome.kind === 'done') return outcome.effects;
    if (outcome.code === 'DUPLICATE') return;
    if (outcome.code === 'INSTANCE_EXISTS') return this.store.deleteOutbox(key);
    return this.notStarted(command, outcome.reason);
  }

  private async calledDefinition({ binding, calledProcessId, versionTag, callerDefinitionKey, start }: StartChild): Promise<StoredDefinition | null> {
    const tenants = this.tenantChain(start.orgUnitId ?? null);
    if (binding === 'versionTag') return versionTag === null ? null : this.store.definitionByVersionTag(calledProcessId, versionTag, tenants);
    if (binding === 'latest') return this.definitions.findLatest('process', calledProcessId, tenants);
    const caller = await this.definitions.definition(callerDefinitionKey);
    const together = caller ? await this.store.definitionsOfDeployment(caller.deploymentKey) : [];
    return together.find((each) => each.kind === 'process' && each.id === calledProcessId) ?? null;
  }

  private notStarted({ key, start }: StartChild, message: string): Promise<void> {
    const { parent } = start;
    if (!parent) return this.store.deleteOutbox(key);
    return this.toInstance(key, parent.instanceKey, { type: 'ChildEnded', elementInstanceKey: parent.elementInstanceKey, childInstanceKey: start.instanceKey, outcome: { kind: 'notStarted', message } });
  }

  private async toInstance(key: Key, instanceKey: Key, command: ChildEnded): Promise<void> {
    const outcome = await this.executor.execute(instanceKey, command, { consumedOutboxKey: key });
    if (outcome.kind === 'done') return outcome.effects;
    // CONFLICT and STOPPED are tried again by the sweeper; anything else can never be done.
    if (outcome.code !== 'CONFLICT' && outcome.code !== 'STOPPED') await this.store.deleteOutbox(key);
  }

  private async cancelChildren(key: Key, elementInstanceKey: Key): Promise<void> {
    await this.store.withdrawStarts(elementInstanceKey);
    for (const child of await this.store.childrenOf(elementInstanceKey)) {
      const outcome = await this.executor.execute(child, { type: 'CancelInstance', reason: 'The calling activity was ended.', actor: { username: null } });
      if (outcome.kind === 'done') await outcome.effects;
      else if (outcome.code === 'CONFLICT' || outcome.code === 'STOPPED') return;
    }
    await this.store.deleteOutbox(key);
  }
}
