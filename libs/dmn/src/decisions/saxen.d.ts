declare module 'saxen' {
  type Decode = (text: string) => string;

  /** Reads XML and tells what comes; in namespaces `prefix:name`, the prefixes those given to `ns`. */
  export class Parser {
    ns(prefixes: Readonly<Record<string, string>>): this;
    on(event: 'openTag', listener: (name: string, attributes: () => Readonly<Record<string, string>>, decode: Decode, isClosed: boolean) => void): this;
    on(event: 'closeTag', listener: (name: string) => void): this;
    on(event: 'text' | 'cdata', listener: (text: string) => void): this;
    on(event: 'error' | 'warn', listener: (error: Error) => void): this;
    parse(xml: string): void;
  }
}
