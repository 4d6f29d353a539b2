import { readFile, writeFile } from 'node:fs/promises';

/** Reads a JSON file, or makes it with `create` and keeps it, readable by its owner only. */
export async function keptJson(file, create) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    const value = await create();
    await writeFile(file, JSON.stringify(value, null, 2), { mode: 0o600 });
    return value;
  }
}
