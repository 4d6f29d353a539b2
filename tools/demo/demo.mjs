// npm run demo: plays the main path over HTTP, SMTP and IMAP, prints each station as it is passed.
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhatIsStale } from '../build.mjs';
import { playDemo } from './play.mjs';

const { values: options } = parseArgs({
  options: { out: { type: 'string' }, url: { type: 'string' }, letter: { type: 'string' }, smtp: { type: 'string', default: '127.0.0.1:2525' }, imap: { type: 'string', default: '127.0.0.1:2143' }, axis: { type: 'string', default: 'http://127.0.0.1:8986' }, help: { type: 'boolean' } },
});
if (options.help || !options.out) {
  console.log('npm run demo -- --out <folder> [--letter <pdf>] [--url http://… --smtp host:port --imap host:port --axis http://…]');
  process.exit(options.help ? 0 : 1);
}

buildWhatIsStale();
const started = options.url ? null : await startFresh();
try {
  const out = path.resolve(options.out);
  await mkdir(out, { recursive: true });
  await playDemo({ system: started?.system ?? runningSystem(options), out, letterFile: options.letter ? await readFile(options.letter) : null, report: console.log });
  console.log(`\nHoàn thành. Kết quả ở ${out}: issued.pdf issued.edxml mail.eml archive/ sandbox-ca.pem`);
} catch (error) {
  console.error(`\nThất bại: ${error.stack ?? error}`);
  process.exitCode = 1;
} finally {
  await started?.end();
}

async function startFresh() {
  const { startSystem } = await import('../system.mjs');
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'vanthu-demo-'));
  console.log('Khởi động một hệ thống mới …');
  const system = await startSystem({ dataDir, environment: process.env.DATABASE_URL ? { DATABASE_URL: process.env.DATABASE_URL } : {} });
  return {
    system,
    async end() {
      await system.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function runningSystem({ url, smtp, imap, axis }) {
  const portOf = (text) => Number(text.split(':').at(-1));
  return { url, smtpPort: portOf(smtp), imapPort: portOf(imap), axisUrl: axis };
}
