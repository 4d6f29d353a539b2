declare module 'bpmn-moddle' {
  export interface ModdleWarning {
    readonly message: string;
    readonly element?: { readonly id?: string; readonly $type?: string };
    readonly property?: string;
  }

  export interface ParsedDefinitions {
    readonly rootElement: unknown;
    readonly warnings: readonly ModdleWarning[];
  }

  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    fromXML(xml: string): Promise<ParsedDefinitions>;
  }
}
