import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildWhatIsStale } from './build.mjs';
import { hiddenFromServer } from './settings.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** Nothing is built anew under a server that runs. */
export function buildWhatIsMissing() {
  if (!existsSync(path.join(root, 'apps/api/dist/main.js'))) buildWhatIsStale();
}

/** Where the server of these settings keeps its data; as `npm start`, in `.vanthu/data` when nothing else is said. */
export async function keptPlacesOrExit() {
  const { ConfigurationError, readConfiguration } = await import('../apps/api/dist/configuration/configuration.js');
  const { keptPlaces } = await import('../apps/api/dist/operations/kept-places.js');
  try {
    return keptPlaces(readConfiguration({ ...process.env, DATA_DIR: process.env.DATA_DIR || path.join(root, '.vanthu/data'), ...hiddenFromServer }));
  } catch (error) {
    if (error instanceof ConfigurationError) refuse(error.message);
    throw error;
  }
}

export function refuse(message) {
  console.error(message);
  process.exit(1);
}

export function sizeText(bytes) {
  return bytes < 1 << 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
}
