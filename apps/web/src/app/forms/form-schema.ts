type Component = { readonly id?: unknown; readonly key?: unknown; readonly type?: unknown; readonly components?: unknown };
type Schema = Readonly<Record<string, unknown>>;

/** The schema without its own buttons: the step's outcomes are the buttons. */
export function withoutButtons(schema: Schema): Schema {
  const keep = (components: unknown): unknown =>
    Array.isArray(components)
      ? components
          .filter((each: Component) => each.type !== 'button')
          .map((each: Component) => (each.components === undefined ? each : { ...each, components: keep(each.components) }))
      : components;
  return { ...schema, components: keep(schema['components']) };
}

/** Ids of the fields by their data key (the last part of a dotted one). */
export function fieldIdsByKey(schema: Schema): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  visit(schema['components'], (component) => {
    if (typeof component.key !== 'string' || typeof component.id !== 'string') return;
    ids.set(component.key, component.id);
    ids.set(component.key.split('.').at(-1) ?? component.key, component.id);
  });
  return ids;
}

/** Whether there is anything to draw: a form of buttons only is none. */
export function hasFields(schema: Schema): boolean {
  const { components } = withoutButtons(schema) as { readonly components?: unknown };
  return Array.isArray(components) && components.length > 0;
}

export function hasField(schema: Schema, key: string): boolean {
  return fieldIdsByKey(schema).has(key);
}

function visit(components: unknown, see: (component: Component) => void): void {
  if (!Array.isArray(components)) return;
  for (const component of components as Component[]) {
    see(component);
    visit(component.components, see);
  }
}
