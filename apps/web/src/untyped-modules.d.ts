declare module 'flatpickr/dist/esm/l10n/vn.js' {
  import type { CustomLocale } from 'flatpickr/dist/types/locale';
  export const Vietnamese: CustomLocale;
}

declare module 'bpmn-js-properties-panel' {
  import type { ModuleDeclaration } from 'bpmn-js/lib/BaseViewer';
  export const BpmnPropertiesPanelModule: ModuleDeclaration;
  export const BpmnPropertiesProviderModule: ModuleDeclaration;
  export const ZeebePropertiesProviderModule: ModuleDeclaration;
  export function useService(name: string): unknown;
}

declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud' {
  import type { ModuleDeclaration } from 'bpmn-js/lib/BaseViewer';
  const behaviors: ModuleDeclaration;
  export { behaviors as default };
}

declare module '@bpmn-io/properties-panel/preact' {
  export const options: object;
  export function h(component: unknown, props: object): unknown;
}

declare module '@bpmn-io/properties-panel' {
  export const TextFieldEntry: unknown;
  export const isTextFieldEntryEdited: unknown;
}
