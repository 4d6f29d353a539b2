import type { Key } from '@vanthu/model';
import type { Advanced } from '../execution/advance.js';
import type { ChildEnded, ChildEscalated, StartInstance } from '../execution/command.js';
import type { ProcessEvent } from '../execution/event.js';
import type { ProcessState } from '../execution/process-state.js';
import type { OutboxCommand } from './process-store.js';

/** What an instance is, for those it calls and answers. */
export interface Origin {
  readonly instanceKey: Key;
  readonly definitionKey: Key;
  readonly orgUnitId: string | null;
  readonly businessKey: string | null;
  readonly parent: ProcessState['parent'];
  /** epoch ms of the command */
  readonly at: number;
}

export function originOf(state: ProcessState | null, start: StartInstance | null, instanceKey: Key, definitionKey: Key, at: number): Origin {
  return {
    instanceKey,
    definitionKey,
    orgUnitId: state?.orgUnitId ?? start?.orgUnitId ?? null,
    businessKey: state?.businessKey ?? start?.businessKey ?? null,
    parent: state?.parent ?? start?.parent ?? null,
    at,
  };
}

/** The commands to other instances that follow from what happened, in order. */
export function outboxCommands({ events }: Advanced, origin: Origin, nextKey: () => Key): readonly OutboxCommand[] {
  return events.flatMap((event) => commandFor(event, origin, nextKey) ?? []);
}

function commandFor(event: ProcessEvent, origin: Origin, nextKey: () => Key): OutboxCommand | null {
  switch (event.type) {
    case 'ChildStartRequested':
      return startChild(event, origin, nextKey);
    case 'ChildCancelRequested':
      return { key: nextKey(), type: 'CancelChildrenOf', elementInstanceKey: event.elementInstanceKey };
    case 'MessageThrown': {
      const key = nextKey();
      const { name, correlationKey, variables } = event;
      const message = { key, name, correlationKey, messageId: null, expiresAt: origin.at + event.timeToLiveMs, variables, orgUnitId: origin.orgUnitId, at: origin.at };
      return { key, type: 'PublishMessage', message };
    }
    case 'SignalThrown': {
      const key = nextKey();
      return { key, type: 'BroadcastSignal', signal: { key, name: event.signalName, variables: event.variables, onlyOrgUnitId: null, orgUnitId: origin.orgUnitId, at: origin.at } };
    }
    case 'EscalationPassedOn':
      return escalateToParent(origin, event, nextKey);
    case 'InstanceCompleted':
      return answerParent(origin, { kind: 'completed', variables: event.variables }, nextKey);
    case 'InstanceFailed':
      return answerParent(origin, { kind: 'error', code: event.code, message: event.message, variables: event.variables }, nextKey);
    case 'InstanceTerminated':
      return answerParent(origin, { kind: 'terminated' }, nextKey);
    default:
      return null;
  }
}

function startChild(event: Extract<ProcessEvent, { type: 'ChildStartRequested' }>, origin: Origin, nextKey: () => Key): OutboxCommand {
  const { elementInstanceKey, calledProcessId, binding, versionTag, variables } = event;
  const rootInstanceKey = origin.parent?.rootInstanceKey ?? origin.instanceKey;
  const start: StartInstance = {
    type: 'StartInstance',
    // Chosen now, so that a repetition after a crash starts the same child.
    instanceKey: nextKey(),
    variables,
    ...(origin.orgUnitId !== null && { orgUnitId: origin.orgUnitId }),
    ...(origin.businessKey !== null && { businessKey: origin.businessKey }),
    parent: { instanceKey: origin.instanceKey, elementInstanceKey, rootInstanceKey },
    actor: { username: null },
  };
  return { key: nextKey(), type: 'StartChild', calledProcessId, binding, versionTag, callerDefinitionKey: origin.definitionKey, start };
}

function escalateToParent({ parent, instanceKey }: Origin, { code, variables }: Extract<ProcessEvent, { type: 'EscalationPassedOn' }>, nextKey: () => Key): OutboxCommand | null {
  if (parent === null) return null;
  const command: ChildEscalated = { type: 'ChildEscalated', elementInstanceKey: parent.elementInstanceKey, childInstanceKey: instanceKey, code, variables };
  return { key: nextKey(), type: 'ToInstance', instanceKey: parent.instanceKey, command };
}

function answerParent({ parent, instanceKey }: Origin, outcome: ChildEnded['outcome'], nextKey: () => Key): OutboxCommand | null {
  if (parent === null) return null;
  const command: ChildEnded = { type: 'ChildEnded', elementInstanceKey: parent.elementInstanceKey, childInstanceKey: instanceKey, outcome };
  return { key: nextKey(), type: 'ToInstance', instanceKey: parent.instanceKey, command };
}
