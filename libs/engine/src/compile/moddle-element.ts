/** An element as bpmn-moddle gives it: its type, and properties by their BPMN names. */
export interface ModdleElement {
  readonly $type: string;
  readonly $parent?: ModdleElement;
  readonly id?: string;
  readonly [property: string]: unknown;
}

export function isModdle(value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && typeof (value as { $type?: unknown }).$type === 'string';
}

export function textOf(element: ModdleElement | null | undefined, property: string): string | null {
  const value = element?.[property];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

export function flagOf(element: ModdleElement | null | undefined, property: string): boolean | null {
  const value = element?.[property];
  return typeof value === 'boolean' ? value : null;
}

export function childOf(element: ModdleElement | null | undefined, property: string): ModdleElement | null {
  const value = element?.[property];
  return isModdle(value) ? value : null;
}

export function childrenOf(element: ModdleElement | null | undefined, property: string): readonly ModdleElement[] {
  const value = element?.[property];
  return Array.isArray(value) ? value.filter(isModdle) : [];
}

/** The extension element of this type, e.g. `zeebe:TaskDefinition`. */
export function extensionOf(element: ModdleElement, type: string): ModdleElement | null {
  return childrenOf(childOf(element, 'extensionElements'), 'values').find((value) => value.$type === type) ?? null;
}

/** The body of a `bpmn:FormalExpression` child. */
export function bodyOf(element: ModdleElement | null | undefined, property: string): string | null {
  return textOf(childOf(element, property), 'body');
}

/** `bpmn:UserTask` → `userTask`. */
export function localType(element: ModdleElement): string {
  const local = element.$type.slice(element.$type.indexOf(':') + 1);
  return local.charAt(0).toLowerCase() + local.slice(1);
}
