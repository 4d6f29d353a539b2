import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { mulberry32 } from './mulberry32.mjs';

/**
 * An outside service that writes down every request for an effect and does an effect once per idempotency key. Now and then it is
 * slow, refuses before it did anything (503), or does it and breaks off before its answer: callers must come again, with the same key.
 */
export async function startEffectCounter(seed = 1) {
  const random = mulberry32(seed);
  /** `effect` in the order of the requests, with the key each came with. */
  const requests = [];
  /** Key → effect. */
  const done = new Map();
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  const answer = async (request, response) => {
    const { order, effect } = JSON.parse(Buffer.concat(await request.toArray()).toString('utf8'));
    const key = request.headers['idempotency-key'] ?? null;
    requests.push({ key, effect: `${order} ${effect}` });
    const chance = random();
    if (chance < 0.03) return void response.writeHead(503, { 'retry-after': '1' }).end();
    done.set(key, `${order} ${effect}`);
    if (chance < 0.06) return void response.destroy();
    if (chance < 0.3) await sleep(chance * 1_000);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"done":true}');
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    requests,
    done,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
