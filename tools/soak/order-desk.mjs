import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { RestProgram } from './rest-program.mjs';

const PROCESS = 'soak-order';
const STAMP = 'soak-stamp';
/** The first order has one, too. */
const LETTER_EVERY = 7;
/** Orders in work at a time, about. */
const MOST_OPEN = 30;
const EFFECTS = 4;
const usual = { ordered: 1, reserve: 1, fork: 1, pause: 1, stamp: 1, join: 1, 'notify MULTI_INSTANCE_BODY': 1, notify: 3, 'by-letter': 1, done: 1 };
const effectsOf = (order) => ['reserve', 'notify-1', 'notify-2', 'notify-3'].map((effect) => `${order} ${effect}`);

/**
 * Programs that use the engine over `/v2` until `close`: one starts orders, one works on their stamps. An order has four effects at the
 * `counter`, a timer and, every so often, a letter. A start that got no answer is not repeated: it may or may not have happened.
 */
export async function orderDesk(system, counter, { startEveryMs = 150 } = {}) {
  const program = new RestProgram(system.url, 'quantri.sgddt', system.sandbox.samplePassword);
  const form = new FormData();
  form.append('resources', new File([await readFile(path.join(import.meta.dirname, 'order.bpmn'))], 'order.bpmn'));
  await program.post('/deployments', form);
  const acknowledged = new Set();
  const errors = [];
  const stamped = new Map();
  const stops = { starting: false, stamping: false };
  let orders = 0;
  const start = async () => {
    if (acknowledged.size - counter.done.size / EFFECTS > MOST_OPEN) return;
    const order = (orders += 1);
    const variables = { order, service: counter.origin, wait: `PT0.${order % 10}S`, hasLetter: order % LETTER_EVERY === 1 };
    const { processInstanceKey } = await program.post('/process-instances', { processDefinitionId: PROCESS, businessId: String(order), variables });
    acknowledged.add(processInstanceKey);
  };
  const starting = whileWanted(() => !stops.starting, startEveryMs, start, errors);
  const stamping = whileWanted(() => !stops.stamping, 50, () => stamp(program, stamped, errors), errors);
  return {
    acknowledged, errors,
    get orders() {
      return orders;
    },
    async close() {
      stops.starting = true;
      await starting;
    },
    /** After `close`: until no order is active; the instances that are by then. */
    async finish(seconds) {
      const end = Date.now() + seconds * 1_000;
      for (;;) {
        const { items } = await program.post('/process-instances/search', { filter: { processDefinitionId: PROCESS, state: 'ACTIVE' }, page: { limit: 50 } });
        if (items.length === 0 || Date.now() > end) {
          stops.stamping = true;
          await stamping;
          return items.map((each) => each.processInstanceKey);
        }
        await sleep(300);
      }
    },
    audit: () => audit({ program, system, counter, acknowledged, stamped, orders }),
  };
}

/** A server that is away, or that was killed in the middle, is what this is about; anything else is an error. */
async function whileWanted(isWanted, pauseMs, work, errors) {
  while (isWanted()) {
    await work().catch((error) => {
      if (error.name !== 'TypeError' && error.status !== 503) errors.push(error.message);
    });
    await sleep(pauseMs);
  }
}

async function stamp(program, stamped, errors) {
  const { jobs } = await program.post('/jobs/activation', { type: STAMP, maxJobsToActivate: 20, timeout: 3_000, worker: 'stamper', requestTimeout: 2_000 });
  await Promise.all(jobs.map(async ({ jobKey, processInstanceKey }) => {
    stamped.set(processInstanceKey, (stamped.get(processInstanceKey) ?? new Set()).add(jobKey));
    try {
      await program.post(`/jobs/${jobKey}/completion`, { variables: {} });
    } catch (error) {
      // without an answer it may be done or not: the job comes again then, or is no longer there
      if (error.name !== 'TypeError' && ![404, 409, 503].includes(error.status)) errors.push(error.message);
    }
  }));
}

/** What the engine's history, the counter, the stamper and the mailbox say, each of its own. */
async function audit({ program, system, counter, acknowledged, stamped, orders }) {
  const instances = await program.searchAll('/process-instances', { processDefinitionId: PROCESS }, 'processInstanceKey');
  const states = new Map(instances.map((each) => [each.processInstanceKey, each.state]));
  const orderOf = new Map(instances.map((each) => [each.processInstanceKey, Number(each.businessId)]));
  return {
    orders,
    ordersStarted: instances.length,
    ordersLost: [...acknowledged].filter((each) => !states.has(each)),
    ordersNotCompleted: instances.filter((each) => each.state !== 'COMPLETED').map((each) => `${each.processInstanceKey} ${each.state}`),
    ...(await stepsOf(program, instances, orderOf)),
    ...effects(counter, [...orderOf.values()]),
    stampsTwice: [...stamped].filter(([, keys]) => keys.size !== 1).map(([instance, keys]) => `${instance}: ${[...keys].join()}`),
    ...(await letters(system, [...orderOf.values()])),
  };
}

/** How often each instance's history has each element, beside how often it should. */
async function stepsOf(program, instances, orderOf) {
  const found = new Map(instances.map((each) => [each.processInstanceKey, {}]));
  const open = [];
  const elements = await program.searchAll('/element-instances', { processDefinitionId: PROCESS }, 'elementInstanceKey');
  for (const { processInstanceKey, elementId, type, state } of elements.filter((each) => each.type !== 'PROCESS' && each.type !== 'SEQUENCE_FLOW')) {
    const name = type === 'MULTI_INSTANCE_BODY' ? `${elementId} ${type}` : elementId;
    const steps = found.get(processInstanceKey) ?? {};
    steps[name] = (steps[name] ?? 0) + 1;
    if (state !== 'COMPLETED') open.push(`${processInstanceKey} ${name} ${state}`);
  }
  const wrong = [...found].filter(([instance, steps]) => !isSame(steps, { ...usual, ...(orderOf.get(instance) % LETTER_EVERY === 1 && { letter: 1 }) }));
  return { steps: elements.length, stepsOpen: open, stepsWrong: wrong.map(([instance, steps]) => `${instance} (order ${orderOf.get(instance)}): ${JSON.stringify(steps)}`) };
}

function isSame(one, other) {
  return Object.keys({ ...one, ...other }).every((each) => one[each] === other[each]);
}

/** Each effect of each order must have come under one key, and that key for nothing else. */
function effects(counter, orders) {
  const keysOf = new Map();
  const effectsOfKey = new Map();
  for (const { key, effect } of counter.requests) {
    keysOf.set(effect, (keysOf.get(effect) ?? new Set()).add(key));
    effectsOfKey.set(key, (effectsOfKey.get(key) ?? new Set()).add(effect));
  }
  const due = orders.flatMap(effectsOf);
  const doneNow = new Set(counter.done.values());
  const isDue = new Set(due);
  return {
    effectRequests: counter.requests.length,
    effectsDone: counter.done.size,
    effectsMissing: due.filter((each) => !doneNow.has(each)),
    effectsOfNobody: [...keysOf.keys()].filter((each) => !isDue.has(each)),
    effectsWithManyKeys: [...keysOf].filter(([, keys]) => keys.size !== 1 || keys.has(null)).map(([effect, keys]) => `${effect}: ${[...keys].join()}`),
    keysOfManyEffects: [...effectsOfKey].filter(([, its]) => its.size !== 1).map(([key, its]) => `${key}: ${[...its].join()}`),
  };
}

/** Letters in the recipient's mailbox: one for each order that has one. */
async function letters(system, orders) {
  const client = new ImapFlow({ host: '127.0.0.1', port: system.imapPort, secure: false, auth: { user: 'vanthu.thptmau2@mau.example', pass: system.mailPassword }, logger: false });
  await client.connect();
  const idsOf = new Map();
  try {
    const lock = await client.getMailboxLock('INBOX');
    for await (const { envelope } of client.fetch('1:*', { envelope: true })) {
      const order = /^Order (\d+)$/.exec(envelope?.subject ?? '')?.[1];
      if (order) idsOf.set(Number(order), [...(idsOf.get(Number(order)) ?? []), envelope.messageId]);
    }
    lock.release();
  } finally {
    await client.logout().catch(() => client.close());
  }
  const due = orders.filter((each) => each % LETTER_EVERY === 1);
  return { letters: due.length, lettersMissing: due.filter((each) => !idsOf.has(each)), lettersTwice: [...idsOf].filter(([, ids]) => ids.length !== 1).map(([order, ids]) => `${order}: ${ids.join()}`) };
}
