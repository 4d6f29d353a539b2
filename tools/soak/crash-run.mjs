import { setTimeout as sleep } from 'node:timers/promises';
import { Person } from '../demo/client.mjs';
import { busyOffice, inboundDocuments } from './busy-office.mjs';
import { mulberry32 } from './mulberry32.mjs';
import { orderDesk } from './order-desk.mjs';

const LONGEST_PAUSE_MS = 2_000;
/** What is reported about a letter from the axis: arrived, registered, completed. */
const STATUSES = ['01', '03', '06'];

/**
 * Kills a server of the system at random so many times while an agency is at work on it and programs use its engine, lets the work be
 * finished, and counts on both sides what has been done. The same seed kills the same servers after the same pauses.
 * The system must be allowed to call the counter (HTTP_CONNECTOR_ORIGINS).
 */
export async function crashRun({ system, counter, kills, seed, onProgress = () => {} }) {
  const random = mulberry32(seed);
  const office = busyOffice(system);
  const desk = await orderDesk(system, counter);
  const restartsMs = [];
  for (let count = 0; count < kills; count += 1) {
    await sleep(200 + random() ** 2 * LONGEST_PAUSE_MS);
    const server = system.servers[Math.floor(random() * system.servers.length)];
    const from = performance.now();
    await server.restart('SIGKILL');
    restartsMs.push(Math.round(performance.now() - from));
    if ((count + 1) % 10 === 0) onProgress(`${count + 1} kills, ${JSON.stringify({ ...office.counts, orders: desk.orders })}`);
  }
  await Promise.all([office.close(), desk.close()]);
  const [notArchived, ordersActive] = await Promise.all([office.finish(120), desk.finish(120)]);
  const found = { ...(await auditOffice(system, office)), ...(await desk.audit()) };
  return { kills, seed, slowestRestartMs: Math.max(...restartsMs), ...office.counts, errors: [...office.errors, ...desk.errors], notArchived, ordersActive, ...found };
}

/** Whether all that was begun is done, and done once: every list of a report names what is wrong. */
export function isWhole(report) {
  return Object.values(report).every((each) => !Array.isArray(each) || each.length === 0);
}

/** What the system, the axis and the register say, each of its own. */
async function auditOffice(system, { clerk, acknowledged }) {
  const documents = await inboundDocuments(clerk);
  const known = new Set(documents.map((each) => each.id));
  const trails = new Map();
  for (const { id } of documents) trails.set(id, (await clerk.get(`/api/documents/${id}/trail`)).map((each) => each.act));
  const operator = new Person(system.url, 'quantri.sgddt', system.sandbox.samplePassword);
  const incidents = (await operator.get('/api/operations/incidents?limit=100')).items.map((each) => `${each.elementId}: ${each.message}`);
  const axis = await (await fetch(`${system.axisUrl}/sandbox/messages?newest=100000`)).json();
  const statuses = axis.filter((each) => each.messageType === 'status' && each.from === 'Z01.05').map((each) => `${each.documentId} ${each.statusCode}`);
  const isReported = new Set(statuses);
  const letters = axis.filter((each) => each.messageType === 'edoc' && each.from === 'Z01.07');
  const subjects = documents.map((each) => each.subject);
  const numbers = documents.flatMap((each) => each.arrivalNumber ?? []).sort((a, b) => a - b);
  return {
    documents: documents.length,
    lost: [...acknowledged].filter((each) => !known.has(each)),
    handedInTwice: subjects.filter((each, index) => subjects.indexOf(each) !== index),
    numbersWrong: numbers.filter((each, index) => each !== index + 1),
    doneTwice: [...trails].filter(([, acts]) => ['register', 'archive'].some((act) => acts.filter((each) => each === act).length > 1)).map(([id, acts]) => `${id}: ${acts.join()}`),
    incidents,
    statuses: statuses.length,
    statusesMissing: letters.flatMap(({ documentId }) => STATUSES.map((code) => `${documentId} ${code}`)).filter((each) => !isReported.has(each)),
    statusesTwice: statuses.filter((each, index) => statuses.indexOf(each) !== index),
  };
}
