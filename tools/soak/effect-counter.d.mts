export interface EffectCounter {
  readonly origin: string;
  readonly requests: readonly { readonly key: string | null; readonly effect: string }[];
  readonly done: ReadonlyMap<string | null, string>;
  stop(): Promise<void>;
}

export function startEffectCounter(seed?: number): Promise<EffectCounter>;
