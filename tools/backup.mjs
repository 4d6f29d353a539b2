// npm run backup -- --out <folder>: the database, all files and the archive, while the server runs. Settings as for the server.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhatIsMissing, keptPlacesOrExit, refuse, sizeText } from './kept-places.mjs';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
if (!values.out) refuse('Say where to: npm run backup -- --out <new folder>');
buildWhatIsMissing();
const { BackupError, backUp } = await import('@vanthu/persistence');
const out = path.resolve(values.out);
try {
  const began = Date.now();
  const { createdAt, dialect, database, files } = await backUp(await keptPlacesOrExit(), out, Date.now);
  console.log(`Backup of ${createdAt} in ${out}: ${dialect} ${sizeText(database.size)}, ${files.count} files ${sizeText(files.bytes)}; ${((Date.now() - began) / 1000).toFixed(1)} s.`);
  console.log('It holds all documents: keep it where only operators can read it. Settings, keys and secrets are not in it.');
} catch (error) {
  refuse(error instanceof BackupError || error.name === 'DatabaseError' ? error.message : error.stack);
}
