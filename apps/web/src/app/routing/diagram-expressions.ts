/** A text of FEEL on a diagram, without the leading `=`. */
export interface DiagramExpression {
  readonly elementId: string;
  /** The attribute that holds it, e.g. `source`, `dueDate`, `conditionExpression`. */
  readonly attribute: string;
  readonly text: string;
}

/** An element of the diagram's XML as bpmn-js keeps it. */
export interface BusinessObject {
  readonly $type: string;
  readonly id?: string;
  readonly [property: string]: unknown;
}

/** Elements with a shape of their own, and texts for readers: not looked into from the element around them. */
const elsewhere = new Set(['flowElements', 'artifacts', 'laneSets', 'participants', 'messageFlows', 'documentation', 'di', 'name', 'text', 'id']);
/** Texts that are kept as they are written. */
const verbatim = new Set(['zeebe:TaskHeaders', 'zeebe:Properties', 'zeebe:UserTaskForm']);
/** What events and tasks refer to at the root of the file, where it holds expressions. */
const references = ['messageRef', 'signalRef', 'errorRef', 'escalationRef'];
/** Places that hold FEEL with or without `=`. */
const alwaysFeel = new Set(['conditionExpression', 'completionCondition', 'condition']);

/** The expressions of an element: conditions, mappings, assignments, dates, keys; not those of elements inside it. */
export function expressionsOf(element: BusinessObject): DiagramExpression[] {
  const elementId = element.id ?? '';
  return inside(element, true).map((found) => ({ elementId, ...found }));
}

type Found = Omit<DiagramExpression, 'elementId'>;

function inside(object: BusinessObject, isElement: boolean): Found[] {
  if (verbatim.has(object.$type)) return [];
  const own = Object.entries(object).flatMap(([key, value]) => (key.startsWith('$') || (isElement ? elsewhere.has(key) : key === 'id') ? [] : at(key, value)));
  const referred = references.flatMap((key) => (isObject(object[key]) ? inside(object[key], false) : []));
  return [...own, ...referred];
}

function at(attribute: string, value: unknown): Found[] {
  if (typeof value === 'string') return value.startsWith('=') ? [{ attribute, text: value.slice(1) }] : [];
  if (Array.isArray(value)) return value.flatMap((each) => at(attribute, each));
  if (!isObject(value)) return [];
  const body = value['body'];
  if (typeof body !== 'string') return inside(value, false);
  return alwaysFeel.has(attribute) && !body.startsWith('=') ? [{ attribute, text: body }] : at(attribute, body);
}

function isObject(value: unknown): value is BusinessObject {
  return typeof value === 'object' && value !== null && '$type' in value;
}
