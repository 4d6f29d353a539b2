// npm run restore -- --from <folder> [--replace]: puts a backup in place of what the (stopped) server keeps. Settings as for the server.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhatIsMissing, keptPlacesOrExit, refuse, sizeText } from './kept-places.mjs';

const { values } = parseArgs({ options: { from: { type: 'string' }, replace: { type: 'boolean', default: false } } });
if (!values.from) refuse('Say where from: npm run restore -- --from <folder of a backup> [--replace]');
buildWhatIsMissing();
const { BackupError, restore } = await import('@vanthu/persistence');
try {
  const { manifest, audit } = await restore(path.resolve(values.from), await keptPlacesOrExit(), { replace: values.replace, now: Date.now });
  console.log(`Restored the backup of ${manifest.createdAt}: ${manifest.dialect} ${sizeText(manifest.database.size)}, ${manifest.files.count} files ${sizeText(manifest.files.bytes)}; every content has its hash.`);
  if (audit.isIntact) console.log(`The audit log is intact: ${audit.entries} entries.`);
  else refuse(`The audit log is NOT as it was written: broken at entry ${audit.brokenAt} (${audit.reason}). Everything is restored; find out why.`);
} catch (error) {
  refuse(error instanceof BackupError || error.name === 'DatabaseError' ? error.message : error.stack);
}
