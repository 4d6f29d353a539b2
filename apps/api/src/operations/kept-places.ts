import path from 'node:path';
import type { KeptPlaces } from '@vanthu/persistence';
import type { Configuration } from '../configuration/configuration.js';

/** Where the server keeps its data: the database, the contents of files, the archive, documents of the REST API. */
export function keptPlaces({ DATABASE_URL, DATA_DIR, ARCHIVE_DIR }: Configuration): KeptPlaces {
  const dataDir = path.resolve(DATA_DIR);
  return {
    database: DATABASE_URL ? { url: DATABASE_URL } : { file: path.join(dataDir, 'vanthu.db') },
    filesDir: path.join(dataDir, 'files'),
    restDocumentsDir: path.join(dataDir, 'rest-documents'),
    archiveDir: path.resolve(ARCHIVE_DIR ?? path.join(dataDir, 'archive')),
  };
}
