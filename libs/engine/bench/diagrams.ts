import { bpmn } from '../src/testing/process-builder.js';

/** So many tasks in a row. */
export const straight = (length: number): string =>
  bpmn((p) => {
    p.start();
    for (let step = 0; step < length; step += 1) p.activity('task', `t${step}`);
    p.end();
  });

/** A loop of so many turns. */
export const loop = (times: number): string =>
  bpmn((p) => {
    p.start().gateway('exclusiveGateway', 'again').script('count', '=(if n = null then 0 else n) + 1', 'n').gateway('exclusiveGateway', 'enough');
    p.when(`=n < ${times}`).connectTo('again').moveTo('enough').otherwise().end();
  });

/** A script for each of `size` items. */
export const items = (sequential: boolean): string =>
  bpmn((p) => void p.start().script('each', '=item * 2', 'double', { loop: { sequential, collection: '=for i in 1..size return i', element: 'item', outputCollection: 'all', outputElement: '=double' }, outputs: { double: '=double' } }).end());

/** A user task for each of `size` items, all at once. */
export const userItems = bpmn((p) => void p.start().userTask('each', { loop: { collection: '=for i in 1..size return i', element: 'item' } }).end());

/** Every step can go back to every earlier one. */
export const matrix = (steps: number): string =>
  bpmn((p) => {
    p.start();
    for (let step = 0; step < steps; step += 1) p.userTask(`t${step}`).gateway('exclusiveGateway', `g${step}`).otherwise();
    p.end();
    for (let step = 0; step < steps; step += 1) for (let back = 0; back < step; back += 1) p.moveTo(`g${step}`).when(`=outcome = "back${back}"`).connectTo(`t${back}`);
  });
