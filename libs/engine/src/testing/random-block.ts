import fc from 'fast-check';
import type { ElementOptions } from './element-options.js';
import { bpmn, type ScopeBuilder } from './process-builder.js';

/** A piece of a block-structured process: what goes in comes out, whatever the way. */
export type Block =
  | { readonly kind: 'user' | 'script' | 'none' }
  | { readonly kind: 'sequence' | 'parallel'; readonly blocks: readonly Block[] }
  | { readonly kind: 'exclusive'; readonly blocks: readonly Block[]; readonly chosen: number }
  | { readonly kind: 'inclusive'; readonly blocks: readonly Block[]; readonly open: readonly boolean[] }
  | { readonly kind: 'loop'; readonly block: Block; readonly turns: number }
  | { readonly kind: 'subProcess'; readonly block: Block }
  | { readonly kind: 'each'; readonly block: Block; readonly size: number; readonly isSequential: boolean };

const leaf = fc.constantFrom<Block>({ kind: 'user' }, { kind: 'script' }, { kind: 'none' });

const nested: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => {
  const blocks = fc.array(tie('block'), { minLength: 1, maxLength: 3 });
  return {
    block: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      leaf,
      fc.record({ kind: fc.constantFrom('sequence' as const, 'parallel' as const), blocks }),
      blocks.chain((list) => fc.record({ kind: fc.constant('exclusive' as const), blocks: fc.constant(list), chosen: fc.nat({ max: list.length - 1 }) })),
      blocks.chain((list) => fc.record({ kind: fc.constant('inclusive' as const), blocks: fc.constant(list), open: fc.array(fc.boolean(), { minLength: list.length, maxLength: list.length }) })),
      fc.record({ kind: fc.constant('loop' as const), block: tie('block'), turns: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ kind: fc.constant('subProcess' as const), block: tie('block') }),
      fc.record({ kind: fc.constant('each' as const), block: tie('block'), size: fc.integer({ min: 0, max: 3 }), isSequential: fc.boolean() }),
    ),
  };
}).block;

/** Random blocks, deep and wide enough to nest every construct in every other. */
export const anyBlock: fc.Arbitrary<Block> = fc.record({ kind: fc.constant('sequence' as const), blocks: fc.array(nested, { minLength: 2, maxLength: 4 }) });

/** The diagram of a block, and how often each of its leaves must complete. */
export interface Predicted {
  readonly xml: string;
  readonly counts: ReadonlyMap<string, number>;
}

export function processOf(block: Block): Predicted {
  const writer = new BlockWriter();
  const xml = bpmn((process) => {
    process.start();
    writer.write(process, block, 1);
    process.end();
  });
  return { xml, counts: writer.counts };
}

class BlockWriter {
  readonly counts = new Map<string, number>();
  /** Counters of the loops inside the subprocess being written: each of its instances has its own. */
  private counters: Record<string, string> = {};
  private lastId = 0;

  write(scope: ScopeBuilder, block: Block, times: number): void {
    switch (block.kind) {
      case 'user':
      case 'script':
      case 'none':
        return this.leaf(scope, block.kind, times);
      case 'sequence':
        return block.blocks.forEach((inner) => this.write(scope, inner, times));
      case 'parallel':
        return this.split(scope, 'parallelGateway', block.blocks, block.blocks.map(() => true), times);
      case 'exclusive':
        return this.split(scope, 'exclusiveGateway', block.blocks, block.blocks.map((_, index) => index === block.chosen), times);
      case 'inclusive':
        return this.split(scope, 'inclusiveGateway', block.blocks, block.open, times);
      case 'loop':
        return this.loop(scope, block.block, block.turns, times);
      case 'subProcess':
        return this.nested(scope, block.block, times);
      case 'each':
        return this.nested(scope, block.block, times * block.size, { loop: { collection: `=[1,2,3][item <= ${block.size}]`, sequential: block.isSequential, element: 'each' } });
    }
  }

  private id(prefix: string): string {
    return `${prefix}${(this.lastId += 1)}`;
  }

  private leaf(scope: ScopeBuilder, kind: 'user' | 'script' | 'none', times: number): void {
    const id = this.id(kind);
    this.counts.set(id, times);
    if (kind === 'user') scope.userTask(id);
    else if (kind === 'script') scope.script(id, '=1 + 1', id);
    else scope.activity('task', id);
  }

  private split(scope: ScopeBuilder, type: 'parallelGateway' | 'exclusiveGateway' | 'inclusiveGateway', blocks: readonly Block[], open: readonly boolean[], times: number): void {
    const fork = this.id('fork');
    const join = this.id('join');
    const isParallel = type === 'parallelGateway';
    scope.gateway(type, fork);
    blocks.forEach((block, index) => {
      scope.moveTo(fork);
      if (!isParallel) scope.when(`=${String(open[index] === true)}`);
      this.write(scope, block, open[index] === true ? times : 0);
      if (index === 0) scope.gateway(type, join);
      else scope.connectTo(join);
    });
    scope.moveTo(fork);
    if (isParallel) return void scope.moveTo(join);
    scope.otherwise().connectTo(join);
    scope.moveTo(join);
  }

  private loop(scope: ScopeBuilder, block: Block, turns: number, times: number): void {
    const [merge, decide, counter] = [this.id('merge'), this.id('decide'), this.id('counter')];
    this.counters[counter] = '=0';
    scope.script(this.id('reset'), '=0', counter).gateway('exclusiveGateway', merge);
    this.write(scope, block, times * turns);
    scope.script(this.id('count'), `=${counter} + 1`, counter).gateway('exclusiveGateway', decide);
    scope.when(`=${counter} < ${turns}`).connectTo(merge);
    scope.moveTo(decide).otherwise();
  }

  private nested(scope: ScopeBuilder, block: Block, times: number, options?: ElementOptions): void {
    const outer = this.counters;
    const inputs: Record<string, string> = {};
    const content = (inner: ScopeBuilder): void => {
      this.counters = inputs;
      inner.start(this.id('start'));
      this.write(inner, block, times);
      inner.end(this.id('end'));
      this.counters = outer;
    };
    scope.subProcess(this.id('sub'), content, { ...options, inputs });
  }
}
