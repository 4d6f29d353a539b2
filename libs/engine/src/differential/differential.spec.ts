import fc from 'fast-check';
import { bpmn, scenario, type ScopeBuilder } from '../testing/index.js';
import { anyBlock, processOf, type Block } from '../testing/random-block.js';
import { runOnReference } from './reference-executor.js';

const runs = Number(process.env['PROPERTY_RUNS'] ?? 40);

/** What both executors get right: no inclusive gateways, no data, and no exclusive choice on the way to a parallel join. */
function isShared(block: Block, isBeforeJoin = false): boolean {
  switch (block.kind) {
    case 'user':
    case 'none':
      return true;
    case 'sequence':
      return block.blocks.every((inner) => isShared(inner, isBeforeJoin));
    case 'parallel':
      return block.blocks.every((inner) => isShared(inner, true));
    case 'exclusive':
      return !isBeforeJoin && block.blocks.every((inner) => isShared(inner));
    case 'subProcess':
      return isShared(block.block);
    default:
      return false;
  }
}

/** FEEL constants in the reference's own expression language. */
function inReferenceWords(xml: string): string {
  return xml.replace(/>=(true|false)</g, '>${$1}<');
}

async function runOnOurs(xml: string): Promise<{ readonly isEnded: boolean; readonly completed: readonly string[] }> {
  const played = (await scenario(xml)).start();
  for (let turn = 0; turn < 500 && played.status === 'active'; turn += 1) {
    const taskKey = played.live.find((instance) => instance.task !== undefined)?.task?.key;
    if (taskKey === undefined) break;
    played.must({ type: 'CompleteUserTask', taskKey, variables: {}, actor: { username: null } });
  }
  return { isEnded: played.status === 'completed', completed: played.completed };
}

const counted = (ids: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const id of [...ids].sort()) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
};

describe('beside bpmn-engine', () => {
  it('random block-structured processes give the same', async () => {
    await fc.assert(
      fc.asyncProperty(anyBlock.filter((block) => isShared(block)), async (block) => {
        const { xml } = processOf(block);
        const ours = await runOnOurs(xml);
        const theirs = await runOnReference(inReferenceWords(xml), 10_000);
        expect(theirs.isEnded).toBe(true);
        expect(ours.isEnded).toBe(true);
        expect(counted(ours.completed)).toEqual(counted(theirs.completed));
      }),
      { numRuns: runs, seed: 2026 },
    );
  }, 60_000);

  /** Every known difference, the reason, and what each of the two does. */
  const differences: readonly { readonly what: string; readonly why: string; readonly process: (p: ScopeBuilder) => void; readonly ours: string; readonly theirs: string }[] = [
    {
      what: 'a parallel join after an exclusive merge',
      why: 'theirs counts the discarded flow into the merge as a token, fires before "b" is done, and never ends',
      process: (p) => {
        p.start().gateway('parallelGateway', 'fork').userTask('u').gateway('exclusiveGateway', 'choice').when('=false').activity('task', 'a').gateway('exclusiveGateway', 'merge').gateway('parallelGateway', 'join').activity('task', 'after').end();
        p.moveTo('choice').otherwise().userTask('b').connectTo('merge');
        p.moveTo('fork').activity('task', 'c').connectTo('join');
      },
      ours: 'ends: start fork c u choice b merge join after end',
      theirs: 'hangs: start fork c u choice join after end b merge',
    },
    {
      what: 'an inclusive join',
      why: 'theirs passes every token on instead of waiting for the branches taken',
      process: (p) => {
        p.start().gateway('inclusiveGateway', 'fork').when('=true').activity('task', 'a').gateway('inclusiveGateway', 'join').activity('task', 'after').end();
        p.moveTo('fork').when('=true').activity('task', 'b').connectTo('join');
        p.moveTo('fork').otherwise().connectTo('join');
      },
      ours: 'ends: start fork a b join after end',
      theirs: 'ends: start fork a join after end b join after end',
    },
    {
      what: 'a default flow of an activity beside an unconditional one',
      why: 'the standard takes the default when no condition is true; theirs forgets it',
      process: (p) => {
        p.start().activity('task', 'work').when('=false').end('conditional');
        p.moveTo('work').otherwise().end('default');
        p.moveTo('work').end('always');
      },
      ours: 'ends: start work always default',
      theirs: 'ends: start work always',
    },
    {
      what: 'an error that nothing catches',
      why: 'theirs ends as if all were well; ours waits with an incident',
      process: (p) => void p.start().end('thrown', { error: 'E' }),
      ours: 'hangs: start',
      theirs: 'ends: start thrown',
    },
  ];

  it.each(differences)('differs at $what: $why', async ({ process, ours, theirs }) => {
    const xml = bpmn(process);
    const told = ({ isEnded, completed }: { readonly isEnded: boolean; readonly completed: readonly string[] }) => `${isEnded ? 'ends' : 'hangs'}: ${completed.join(' ')}`;
    expect(told(await runOnOurs(xml))).toBe(ours);
    expect(told(await runOnReference(inReferenceWords(xml), 1500))).toBe(theirs);
  }, 20_000);
});
