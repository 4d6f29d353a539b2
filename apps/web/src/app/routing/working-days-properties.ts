import { isTextFieldEntryEdited, TextFieldEntry } from '@bpmn-io/properties-panel';
import { h } from '@bpmn-io/properties-panel/preact';
import { useService } from 'bpmn-js-properties-panel';

type Moddle = { readonly $type: string; $parent?: Moddle; get(name: string): unknown; $instanceOf(type: string): boolean };
type Element = { readonly businessObject: Moddle };
type Command = { readonly cmd: 'element.updateModdleProperties'; readonly context: { element: Element; moddleElement: Moddle; properties: Record<string, unknown> } };
type Group = { readonly id: string };
type Factory = { create(type: string, attributes: object): Moddle };

const property = 'vanthu:workingDays';

/** Adds to user tasks and timers the due date counted in working days of the unit's calendar. */
export class WorkingDaysProperties {
  static readonly $inject = ['propertiesPanel', 'translate'];

  constructor(
    panel: { registerProvider(priority: number, provider: WorkingDaysProperties): void },
    private readonly translate: (text: string) => string,
  ) {
    panel.registerProvider(400, this);
  }

  getGroups(element: Element): (groups: readonly Group[]) => readonly Group[] {
    const isFitting = element.businessObject.$instanceOf('bpmn:UserTask') || timerOf(element) !== undefined;
    const group = () => ({ id: 'vanthu-working-days', label: this.translate('Working days'), entries: [{ id: 'workingDays', element, component: WorkingDaysEntry, isEdited: isTextFieldEntryEdited }] });
    return (groups) => (isFitting ? [...groups, group()] : groups);
  }
}

function WorkingDaysEntry({ element, id }: { readonly element: Element; readonly id: string }): unknown {
  const translate = useService('translate') as (text: string) => string;
  const commandStack = useService('commandStack') as { execute(command: string, context: unknown): void };
  const factory = useService('bpmnFactory') as Factory;
  return h(TextFieldEntry, {
    element,
    id,
    label: translate('Due in working days'),
    description: translate('A number, or a FEEL expression that begins with “=”.'),
    debounce: useService('debounceInput'),
    getValue: () => (timerOf(element) ?? scheduleOf(element))?.get(property) ?? '',
    setValue: (value: string | undefined) => commandStack.execute('properties-panel.multi-command-executor', changesFor(element, value, factory)),
  });
}

function changesFor(element: Element, value: string | undefined, factory: Factory): readonly Command[] {
  const change = (moddleElement: Moddle, properties: Record<string, unknown>): Command => ({ cmd: 'element.updateModdleProperties', context: { element, moddleElement, properties } });
  const holder = timerOf(element) ?? scheduleOf(element);
  if (holder !== undefined) return [change(holder, { [property]: value })];

  const task = element.businessObject;
  const existing = task.get('extensionElements') as Moddle | undefined;
  const extensions = existing ?? factory.create('bpmn:ExtensionElements', { values: [] });
  extensions.$parent = task;
  const schedule = factory.create('zeebe:TaskSchedule', { [property]: value });
  schedule.$parent = extensions;
  return [...(existing === undefined ? [change(task, { extensionElements: extensions })] : []), change(extensions, { values: [...(extensions.get('values') as Moddle[]), schedule] })];
}

function scheduleOf({ businessObject }: Element): Moddle | undefined {
  const values = (businessObject.get('extensionElements') as Moddle | undefined)?.get('values') as readonly Moddle[] | undefined;
  return values?.find((each) => each.$type === 'zeebe:TaskSchedule');
}

function timerOf({ businessObject }: Element): Moddle | undefined {
  if (!businessObject.$instanceOf('bpmn:Event')) return undefined;
  const definitions = businessObject.get('eventDefinitions') as readonly Moddle[] | undefined;
  return definitions?.find((each) => each.$type === 'bpmn:TimerEventDefinition');
}
