import { textOf, type ModdleElement } from './moddle-element.js';

const tasks: Readonly<Record<string, string>> = {
  'bpmn:GlobalTask': 'bpmn:Task',
  'bpmn:GlobalManualTask': 'bpmn:ManualTask',
  'bpmn:GlobalUserTask': 'bpmn:UserTask',
  'bpmn:GlobalScriptTask': 'bpmn:ScriptTask',
  'bpmn:GlobalBusinessRuleTask': 'bpmn:BusinessRuleTask',
};

/** A global task is called like a process: start, the task, end. Null for any other element. */
export function processAround(element: ModdleElement): ModdleElement | null {
  const type = tasks[element.$type];
  const id = textOf(element, 'id');
  if (type === undefined || id === null) return null;
  const start: ModdleElement = { $type: 'bpmn:StartEvent', id: `${id}_start` };
  const task: ModdleElement = { ...element, $type: type, id: `${id}_task` };
  const end: ModdleElement = { $type: 'bpmn:EndEvent', id: `${id}_end` };
  const flow = (sourceRef: ModdleElement, targetRef: ModdleElement): ModdleElement => ({ $type: 'bpmn:SequenceFlow', id: `${sourceRef.id ?? ''}_flow`, sourceRef, targetRef });
  return { $type: 'bpmn:Process', id, name: textOf(element, 'name') ?? id, flowElements: [start, task, end, flow(start, task), flow(task, end)] };
}
