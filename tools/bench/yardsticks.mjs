import { Engine } from 'bpmn-engine';
import { threeTasks } from './diagrams.mjs';
import { closedLoop } from './load.mjs';

const CLIENTS = 128;
let bareKeys = 0;

/** What a completed task is compared with on this database: the bare transaction (`floor`) and bpmn-engine on the same store (`peer`), each a second. */
export async function yardsticks(database, { quick }) {
  return { floor: await bareTransactions(database, quick ? 500 : 2_000), peer: await peerCompletions(database, quick ? 20 : 100) };
}

/** What one completion writes, each in a transaction of its own. */
function bareTransaction(database, snapshot) {
  const key = String((bareKeys += 1));
  return database.transaction(async (manager) => {
    await manager.query('INSERT INTO process_snapshot (instance_key, definition_key, process_id, revision, snapshot) VALUES (?, 1, ?, 1, ?)', [key, 'bare', snapshot]);
    await manager.query('INSERT INTO task_inbox (principal, assigned, due, task_key) VALUES (?, 0, 1, ?)', ['bare', key]);
    await manager.query('INSERT INTO history_event (instance_key, revision, position, type, data, at) VALUES (?, 1, 1, ?, ?, 1)', [key, 'bare', '{}']);
  });
}

function bareTransactions(database, count) {
  const snapshot = 'x'.repeat(5000);
  return closedLoop(Array.from({ length: count }), CLIENTS, () => bareTransaction(database, snapshot));
}

/** bpmn-engine completes a task: recovers the state, signals, and its new state is written in the same bare transaction. */
async function peerCompletions(database, count) {
  const first = new Engine({ name: 'peer', source: threeTasks });
  await first.execute();
  const state = JSON.stringify(await first.getState());
  first.stop();
  return closedLoop(Array.from({ length: count }), 1, async () => {
    const recovered = new Engine({ name: 'peer' }).recover(JSON.parse(state));
    const execution = await recovered.resume();
    execution.getPostponed()[0]?.signal();
    await bareTransaction(database, JSON.stringify(await recovered.getState()));
    recovered.stop();
  });
}
