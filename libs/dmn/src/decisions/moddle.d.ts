declare module 'moddle' {
  /** A set of types of elements, by the prefix of their package. */
  export class Moddle {
    constructor(packages: Readonly<Record<string, object>>);
  }
}

declare module 'moddle-xml' {
  import type { Moddle } from 'moddle';
  import type { ModdleNode } from './xml.js';

  export interface RootHandler {
    readonly rootHandler: never;
  }

  export class Reader {
    constructor(options: { readonly model: Moddle; readonly lax: boolean });
    handler(typeName: string): RootHandler;
    fromXML(xml: string, handler: RootHandler): Promise<{ readonly rootElement: ModdleNode; readonly warnings: readonly Error[] }>;
  }
}
