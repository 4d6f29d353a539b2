import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const familyFileSchema = z.object({
  id: z.string().min(1),
  name: z.object({ vi: z.string(), en: z.string() }),
  /** Process id that starts the family; a family of decisions alone has none. */
  entry: z.string().optional(),
});

export interface ProcessFamily {
  readonly id: string;
  readonly name: { readonly vi: string; readonly en: string };
  readonly entry: string | null;
  /** What is deployed of it: BPMN, DMN and forms. */
  readonly resources: readonly { readonly name: string; readonly content: string }[];
  /** Vietnamese text of diagrams and forms → English. */
  readonly english: Readonly<Record<string, string>>;
}

/** Reads the families below `folder`: one folder each, with family.json, diagrams, decisions, forms and texts.en.json. */
export async function readProcessLibrary(folder: string): Promise<ProcessFamily[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((each) => each.isDirectory()).map((each) => each.name);
  return Promise.all(names.sort().map((name) => readFamily(path.join(folder, name))));
}

async function readFamily(folder: string): Promise<ProcessFamily> {
  const { id, name, entry } = familyFileSchema.parse(await readJson(path.join(folder, 'family.json')));
  const files = await readdir(folder, { recursive: true });
  const deployable = files.filter((each) => /\.(bpmn|dmn|form\.json)$/.test(each) && !each.startsWith('units') && !each.startsWith('scenarios'));
  const resources = await Promise.all(deployable.sort().map(async (each) => ({ name: `${id}/${each}`, content: await readFile(path.join(folder, each), 'utf8') })));
  const english = files.includes('texts.en.json') ? z.record(z.string(), z.string()).parse(await readJson(path.join(folder, 'texts.en.json'))) : {};
  return { id, name, entry: entry ?? null, resources, english };
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
