import type { Key } from '@vanthu/model';
import type { Definitions } from './definitions.js';
import type { Executor } from './executor.js';
import type { NewMessage, ProcessStore, StartSubscription } from './process-store.js';

/** An instance that a message started or continued. */
export interface Correlation {
  readonly processId: string;
  readonly instanceKey: Key;
  readonly isNew: boolean;
}

const OFFERED_AT_ONCE = 100;

/** Brings kept messages to who waits for them: each message once per process, subscriptions in the order in which they were opened. */
export class MessageCorrelator {
  constructor(
    private readonly store: ProcessStore,
    private readonly definitions: Definitions,
    private readonly executor: Executor,
    private readonly tenantChain: (orgUnitId: string | null) => readonly string[],
    private readonly nextKey: () => Key,
    private readonly now: () => number,
  ) {}

  /** Repeating it changes nothing: every correlation is tied to the message. */
  async correlate(message: NewMessage): Promise<readonly Correlation[]> {
    const correlations = await this.continueInstances(message);
    const reached = new Set(correlations.map((each) => each.processId));
    return [...correlations, ...(await this.startInstances(message, reached))];
  }

  /** For a subscription that was just opened: the oldest kept message its process has not had. */
  async matchBuffered(subscriptionKey: Key, instanceKey: Key, processId: string, name: string, correlationKey: string, now: number): Promise<void> {
    for (const message of await this.store.bufferedMessages(name, correlationKey, processId, now)) {
      if (await this.deliver(message, subscriptionKey, instanceKey, processId)) return;
    }
  }

  /** False when this message or this subscription is no longer to be had. */
  async deliver(message: NewMessage, subscriptionKey: Key, instanceKey: Key, processId: string): Promise<boolean> {
    const command = { type: 'CorrelateMessage', subscriptionKey, messageKey: message.key, variables: message.variables } as const;
    const outcome = await this.executor.execute(instanceKey, command, { consumedMessage: { messageKey: message.key, processId }, isFollowUp: true });
    return outcome.kind === 'done';
  }

  private async continueInstances(message: NewMessage): Promise<readonly Correlation[]> {
    const reached = new Map<string, Correlation>();
    if (message.correlationKey === '') return [];
    for (const { key, instanceKey, processId } of await this.store.openSubscriptions(message.name, message.correlationKey)) {
      if (reached.has(processId)) continue;
      if (await this.deliver(message, key, instanceKey, processId)) reached.set(processId, { processId, instanceKey, isNew: false });
    }
    return [...reached.values()];
  }

  /** Kept messages for the start events of a process that was deployed after them. */
  async offerTo(definitionKey: Key): Promise<void> {
    for (const { kind, eventName, processId } of await this.store.startSubscriptionsOf(definitionKey)) {
      if (kind === 'message') await this.offerKept(eventName, processId);
    }
  }

  private async offerKept(name: string, processId: string): Promise<void> {
    for (let after: Key = '0'; ; ) {
      const messages = await this.store.messagesForStart(name, processId, this.now(), after, OFFERED_AT_ONCE);
      const starts = await this.store.startSubscriptions('message', name);
      for (const message of messages) await this.startInstance(message, processId, starts);
      if (messages.length < OFFERED_AT_ONCE) return;
      after = messages.at(-1)?.key ?? after;
    }
  }

  private async startInstances(message: NewMessage, reached: ReadonlySet<string>): Promise<readonly Correlation[]> {
    const starts = await this.store.startSubscriptions('message', message.name);
    const started: Correlation[] = [];
    for (const processId of new Set(starts.map((each) => each.processId))) {
      const one = reached.has(processId) ? null : await this.startInstance(message, processId, starts);
      if (one) started.push(one);
    }
    return started;
  }

  private async startInstance(message: NewMessage, processId: string, starts: readonly StartSubscription[]): Promise<Correlation | null> {
    const definition = await this.definitions.findLatest('process', processId, this.tenantChain(message.orgUnitId));
    const start = starts.find((each) => each.definitionKey === definition?.key);
    if (!start || !definition) return null;
    const instanceKey = this.nextKey();
    const command = {
      type: 'StartInstance',
      instanceKey,
      startElementId: start.elementId,
      variables: message.variables,
      ...(message.orgUnitId !== null && { orgUnitId: message.orgUnitId }),
      actor: { username: null },
    } as const;
    const outcome = await this.executor.execute(instanceKey, command, { consumedMessage: { messageKey: message.key, processId }, isFollowUp: true }, definition.key);
    return outcome.kind === 'done' ? { processId, instanceKey, isNew: true } : null;
  }
}
