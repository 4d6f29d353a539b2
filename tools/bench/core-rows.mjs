import { EventEmitter } from 'node:events';
import { Engine } from 'bpmn-engine';
import { importBundled } from '../../libs/engine/bench/bundle.mjs';
import { row } from './row.mjs';

const GOAL = 200_000;

/** The engine's core without a database, on the approval process, beside bpmn-engine as shipped. */
export async function coreRows({ quick, progress }) {
  const { APPROVAL_VARIABLES, APPROVAL_XML, measure, modelOf } = await importBundled('core.ts');
  const model = await modelOf(APPROVAL_XML);
  const instances = quick ? 2000 : 10_000;
  progress('core: approval process, state kept');
  const kept = measure(model, instances, APPROVAL_VARIABLES);
  progress('core: approval process, restored at every step');
  const cold = measure(model, instances, APPROVAL_VARIABLES, true);
  progress('core: bpmn-engine');
  const peerSeconds = await peerCost(APPROVAL_XML, quick ? 20 : 100);
  const perInstance = kept.transitions / kept.instances;
  const of = (name, figures) => row({
    name,
    value: figures.transitions / figures.cpuSeconds,
    unit: 'transitions/cpu-s',
    better: 'higher',
    goal: GOAL,
    peer: 'bpmn-engine',
    peerValue: perInstance / peerSeconds,
  });
  return [of('core: approval process, state kept', kept), of('core: approval process, restored at every step', cold)];
}

/** Seconds of processor time an instance takes; its conditions are all false, as they are with the other engine's answers. */
async function peerCost(xml, instances) {
  const source = xml.replace(/(<bpmn:conditionExpression[^>]*>)[^<]*/g, '$1${environment.variables.isOtherwise}');
  for (let warm = 0; warm < 5; warm += 1) await playOnPeer(source);
  const before = process.cpuUsage();
  for (let count = 0; count < instances; count += 1) await playOnPeer(source);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / instances;
}

async function playOnPeer(source) {
  const listener = new EventEmitter();
  const ended = [];
  listener.on('activity.wait', (api) => setImmediate(() => api.signal()));
  listener.on('activity.end', ({ id }) => ended.push(id));
  const engine = new Engine({ name: 'approval', source });
  const end = engine.waitFor('end');
  await engine.execute({ listener });
  await end;
  if (!ended.includes('issued') || ended.includes('refused')) throw new Error(`bpmn-engine took another way: ${ended.join(', ')}`);
}
