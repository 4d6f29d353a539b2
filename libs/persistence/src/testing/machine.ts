import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Programs that stand for one machine and can be cut off from all others: nothing is closed, nothing refused, no packet goes out. */
export interface Machine {
  /** Where packets may be dropped: the group its programs must run as. */
  readonly group: number | null;
  /** `pids`: where packets may not be dropped they are stopped instead, which is as silent. */
  cutOff(pids: readonly number[]): Promise<void>;
  rejoin(): Promise<void>;
}

export interface Machines {
  readonly cutBy: 'dropped packets (nftables)' | 'stopped programs (SIGSTOP)';
  add(): Machine;
  /** Lifts every cut. */
  remove(): Promise<void>;
}

const FIRST_GROUP = 61_000;
let groups = 0;

export async function prepareMachines(): Promise<Machines> {
  const table = `vanthu_test_${process.pid}_${++groups}`;
  const mayDrop = await layRules(table).then(() => true, () => false);
  let isLaid = mayDrop;
  const machines: Machine[] = [];
  return {
    cutBy: mayDrop ? 'dropped packets (nftables)' : 'stopped programs (SIGSTOP)',
    add() {
      const machine = mayDrop ? new DroppedMachine(table, FIRST_GROUP + (process.pid % 400) * 10 + groups++ % 10) : new StoppedMachine();
      machines.push(machine);
      return machine;
    },
    async remove() {
      await Promise.all(machines.map((each) => each.rejoin()));
      if (isLaid) await run('nft', ['delete', 'table', 'inet', table]);
      isLaid = false;
    },
  };
}

/** Fails where the program is missing or may not do it. */
async function layRules(table: string): Promise<void> {
  await run('nft', ['add', 'table', 'inet', table]);
  await run('nft', ['add', 'set', 'inet', table, 'cut', '{ type gid; }']);
  await run('nft', ['add', 'chain', 'inet', table, 'out', '{ type filter hook output priority 0; }']);
  await run('nft', ['add', 'rule', 'inet', table, 'out', 'meta', 'skgid', '@cut', 'drop']);
}

class DroppedMachine implements Machine {
  private isCutOff = false;

  constructor(
    private readonly table: string,
    readonly group: number,
  ) {}

  async cutOff(): Promise<void> {
    await run('nft', ['add', 'element', 'inet', this.table, 'cut', `{ ${this.group} }`]);
    this.isCutOff = true;
  }

  async rejoin(): Promise<void> {
    if (this.isCutOff) await run('nft', ['delete', 'element', 'inet', this.table, 'cut', `{ ${this.group} }`]);
    this.isCutOff = false;
  }
}

class StoppedMachine implements Machine {
  readonly group = null;
  private stopped: readonly number[] = [];

  cutOff(pids: readonly number[]): Promise<void> {
    this.stopped = pids;
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    return Promise.resolve();
  }

  rejoin(): Promise<void> {
    for (const pid of this.stopped) process.kill(pid, 'SIGCONT');
    this.stopped = [];
    return Promise.resolve();
  }
}
