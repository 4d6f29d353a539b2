import fc from 'fast-check';
import { bpmn, type ScopeBuilder } from './process-builder.js';

const kinds = ['none', 'user', 'exclusive', 'parallel', 'inclusive', 'guarded', 'nested', 'each', 'undoable', 'undo', 'deal', 'several', 'listened', 'adhoc', 'raise', 'end', 'terminate', 'fail'] as const;

/** A node of an unstructured process: where it leads, and which of its flows are open. */
export interface GraphNode {
  readonly kind: (typeof kinds)[number];
  readonly targets: readonly number[];
  readonly open: readonly boolean[];
}

/** Random graphs with cycles, unmatched joins and dead ends: what people draw by mistake. */
export const anyGraph: fc.Arbitrary<readonly GraphNode[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    targets: fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 3 }),
    open: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  }),
  { minLength: 2, maxLength: 12 },
);

export function processOfGraph(nodes: readonly GraphNode[]): string {
  return bpmn((process) => {
    nodes.forEach((node, index) => place(process, node, `n${index}`));
    process.start().connectTo('n0');
    nodes.forEach((node, index) => connect(process, nodes, node, `n${index}`));
    process.eventSubProcess('raised', (scope) => void scope.start('heard', { escalation: 'R' }, { interrupting: nodes.length % 2 === 0 }).userTask('answer').end('answered'));
    process.eventSubProcess('watch', (scope) => void scope.start('watched', { timer: { duration: 'PT2H' } }, { interrupting: false }).userTask('look').end('looked'));
  });
}

function place(process: ScopeBuilder, node: GraphNode, id: string): void {
  process.detach();
  switch (node.kind) {
    case 'none':
      return void process.activity('task', id);
    case 'user':
      return void process.userTask(id);
    case 'guarded':
      return void process.userTask(id).boundary(id, `late_${id}`, { timer: { duration: 'PT1H' } }, { interrupting: node.open[0] === true });
    case 'nested':
      return void process.subProcess(id, (inner) => void inner.start(`s_${id}`).userTask(`u_${id}`).end(`e_${id}`));
    case 'each':
      return void process.userTask(id, { loop: { collection: '=[1,2]', sequential: node.open[0] === true } });
    case 'undoable':
      return void process.activity('task', id).compensation(id, `c_${id}`, (scope) => void scope.userTask(`h_${id}`, { isForCompensation: true }));
    case 'undo':
      return void process.throw(id, { compensate: null });
    case 'deal':
      return void process.transaction(id, (inner) => inner.start(`s_${id}`).activity('task', `a_${id}`).compensation(`a_${id}`, `c_${id}`, (scope) => void scope.userTask(`h_${id}`, { isForCompensation: true })).moveTo(`a_${id}`).end(`x_${id}`, node.open[1] === true ? { cancel: true } : undefined)).boundary(id, `late_${id}`, { cancel: true });
    case 'several':
      return void process.userTask(id, { attributes: { startQuantity: 2, completionQuantity: node.open[0] === true ? 2 : 1 } });
    case 'listened':
      return void process.userTask(id, { taskListeners: [{ event: 'canceling', type: `l_${id}` }] });
    case 'adhoc':
      return void process.adHoc(id, node.open[0] === true ? `=["u_${id}","v_${id}"]` : null, (inner) => void inner.userTask(`u_${id}`).detach().userTask(`v_${id}`), { attributes: { ordering: node.open[1] === true ? 'Sequential' : 'Parallel' } });
    case 'raise':
      return void process.throw(id, { escalation: 'R' });
    case 'end':
      return void process.end(id);
    case 'terminate':
      return void process.end(id, { terminate: true });
    case 'fail':
      return void process.end(id, { error: 'E' });
    default:
      return void process.gateway(`${node.kind}Gateway`, id);
  }
}

function connect(process: ScopeBuilder, nodes: readonly GraphNode[], node: GraphNode, id: string): void {
  if (node.kind === 'end' || node.kind === 'terminate' || node.kind === 'fail') return;
  const targets = [...new Set(node.targets.map((target) => target % nodes.length))];
  const isChoice = node.kind === 'exclusive' || node.kind === 'inclusive';
  targets.forEach((target, index) => {
    process.moveTo(id);
    if (isChoice && index === 0) process.otherwise();
    else if (isChoice) process.when(`=${String(node.open[index] === true)}`);
    process.connectTo(`n${target}`);
  });
  if (node.kind === 'guarded' || node.kind === 'deal') process.moveTo(`late_${id}`).connectTo(`n${targets[0] ?? 0}`);
}
