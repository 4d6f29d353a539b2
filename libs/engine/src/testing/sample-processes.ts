/** BPMN around the given elements and flows; `isExecutable`, with the namespaces of the engine. */
export function bpmn(processId: string, body: string, more = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="defs_${processId}" targetNamespace="urn:vanthu:test">
<bpmn:process id="${processId}" name="${processId}" isExecutable="true">${body}</bpmn:process>${more}
</bpmn:definitions>`;
}

/** A chain of the given elements by sequence flows f1, f2, …; each is `id` and its XML. */
export function chain(...elements: readonly (readonly [string, string])[]): string {
  const flows = elements.slice(1).map(([target], index) => `<bpmn:sequenceFlow id="f${index + 1}" sourceRef="${elements[index]?.[0] ?? ''}" targetRef="${target}" />`);
  return [...elements.map(([, xml]) => xml), ...flows].join('\n');
}

export const start = ['start', '<bpmn:startEvent id="start" />'] as const;
export const end = ['end', '<bpmn:endEvent id="end" />'] as const;

export function userTask(id: string, group = 'clerk@Z01'): readonly [string, string] {
  return [id, `<bpmn:userTask id="${id}" name="Việc ${id}"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="${group}" /></bpmn:extensionElements></bpmn:userTask>`];
}

export function serviceTask(id: string, type: string, retries = 3): readonly [string, string] {
  return [id, `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${type}" retries="${retries}" /></bpmn:extensionElements></bpmn:serviceTask>`];
}

export function callActivity(id: string, processId: string): readonly [string, string] {
  return [id, `<bpmn:callActivity id="${id}"><bpmn:extensionElements><zeebe:calledElement processId="${processId}" propagateAllChildVariables="true" /></bpmn:extensionElements></bpmn:callActivity>`];
}

export function timer(id: string, duration: string): readonly [string, string] {
  return [id, `<bpmn:intermediateCatchEvent id="${id}"><bpmn:timerEventDefinition id="${id}_timer"><bpmn:timeDuration>${duration}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`];
}

export function receive(id: string, messageId: string): readonly [string, string] {
  return [id, `<bpmn:intermediateCatchEvent id="${id}"><bpmn:messageEventDefinition id="${id}_message" messageRef="${messageId}" /></bpmn:intermediateCatchEvent>`];
}

export function messageStart(id: string, messageId: string): readonly [string, string] {
  return [id, `<bpmn:startEvent id="${id}"><bpmn:messageEventDefinition id="${id}_message" messageRef="${messageId}" /></bpmn:startEvent>`];
}

export function message(id: string, name: string, correlationKey: string | null = null): string {
  const subscription = correlationKey === null ? '' : `<bpmn:extensionElements><zeebe:subscription correlationKey="${correlationKey}" /></bpmn:extensionElements>`;
  return `<bpmn:message id="${id}" name="${name}">${subscription}</bpmn:message>`;
}

/** Two user tasks one after the other. */
export const twoTasks = bpmn('two-tasks', chain(start, userTask('register'), userTask('direct', 'leader@Z01'), end));
/** A job, then a user task. */
export const mailThenTask = bpmn('mail-then-task', chain(start, serviceTask('send', 'mail'), userTask('check'), end));
/** Waits for the reply to its `notation`. */
export const awaitsReply = bpmn('awaits-reply', chain(start, receive('wait', 'reply'), userTask('read'), end), message('reply', 'reply-received', '=notation'));
/** Begins with a message. */
export const startsByMessage = bpmn('starts-by-message', chain(messageStart('received', 'document'), userTask('register'), end), message('document', 'document-received'));
export const callsChild = bpmn('calls-child', chain(start, callActivity('call', 'two-tasks'), userTask('after'), end));
export const waitsAnHour = bpmn('waits-an-hour', chain(start, timer('hour', 'PT1H'), userTask('late'), end));

export function signal(id: string, name: string): string {
  return `<bpmn:signal id="${id}" name="${name}" />`;
}

export function signalCatch(id: string, signalId: string): readonly [string, string] {
  return [id, `<bpmn:intermediateCatchEvent id="${id}"><bpmn:signalEventDefinition id="${id}_signal" signalRef="${signalId}" /></bpmn:intermediateCatchEvent>`];
}

export function signalThrow(id: string, signalId: string): readonly [string, string] {
  return [id, `<bpmn:intermediateThrowEvent id="${id}"><bpmn:signalEventDefinition id="${id}_signal" signalRef="${signalId}" /></bpmn:intermediateThrowEvent>`];
}

export function signalStart(id: string, signalId: string): readonly [string, string] {
  return [id, `<bpmn:startEvent id="${id}"><bpmn:signalEventDefinition id="${id}_signal" signalRef="${signalId}" /></bpmn:startEvent>`];
}

/** `kind`: `timeDate`, `timeDuration` or `timeCycle`. */
export function timerStart(id: string, kind: string, value: string): readonly [string, string] {
  return [id, `<bpmn:startEvent id="${id}"><bpmn:timerEventDefinition id="${id}_timer"><bpmn:${kind}>${value}</bpmn:${kind}></bpmn:timerEventDefinition></bpmn:startEvent>`];
}

/** Waits for the signal `closed`. */
export const awaitsSignal = bpmn('awaits-signal', chain(start, signalCatch('wait', 'closed'), userTask('react'), end), signal('closed', 'office-closed'));
export const startsBySignal = bpmn('starts-by-signal', chain(signalStart('heard', 'closed'), userTask('react'), end), signal('closed', 'office-closed'));
/** Throws the signal that the two above wait for. */
export const throwsSignal = bpmn('throws-signal', chain(start, userTask('decide'), signalThrow('close', 'closed'), end), signal('closed', 'office-closed'));

export function startsByTimer(kind: string, value: string): string {
  return bpmn('starts-by-timer', chain(timerStart('due', kind, value), userTask('act'), end));
}
