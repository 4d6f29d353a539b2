// Loaded into the server by --import: while the ballast lies there, new files beside it fail as on a full disk.
import { existsSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

const ballast = process.env.REFUSE_WRITES_BESIDE;
const { open } = promises;

promises.open = async (file, flags, ...rest) => {
  const isNewFile = typeof flags === 'string' && flags !== 'r' && String(file).startsWith(path.dirname(ballast) + path.sep);
  if (isNewFile && existsSync(ballast)) throw Object.assign(new Error(`ENOSPC: no space left on device, open '${file}'`), { code: 'ENOSPC' });
  return open(file, flags, ...rest);
};
syncBuiltinESMExports();
