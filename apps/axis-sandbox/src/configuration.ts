import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { agencyListSchema } from './agency.js';
import type { AxisSandboxConfig } from './sandbox.js';

const schema = z.strictObject({
  AXIS_SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(8090),
  AXIS_SANDBOX_HOST: z.string().min(1).default('127.0.0.1'),
  AXIS_SANDBOX_DATA: z.string().min(1),
  /** JSON file with a list of agencies; none when absent. */
  AXIS_SANDBOX_AGENCIES: z.string().min(1).optional(),
  AXIS_SANDBOX_SYSTEM_ID: z.string().min(1).default('vanthu'),
  AXIS_SANDBOX_SECRET: z.string().min(8),
  AXIS_SANDBOX_ANSWER_DELAY_MS: z.coerce.number().int().min(0).max(3_600_000).default(300),
});

const prefix = 'AXIS_SANDBOX_';

/** Reads the `AXIS_SANDBOX_…` variables. @throws Error naming every variable that is wrong, never a value */
export async function readConfiguration(environment: NodeJS.ProcessEnv): Promise<AxisSandboxConfig> {
  const own = Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith(prefix)));
  const result = schema.safeParse(own);
  if (!result.success) throw new Error(`Cấu hình không hợp lệ:\n${result.error.issues.map(describe).join('\n')}`);
  const variables = result.data;
  return {
    host: variables.AXIS_SANDBOX_HOST,
    port: variables.AXIS_SANDBOX_PORT,
    dataDir: variables.AXIS_SANDBOX_DATA,
    agencies: variables.AXIS_SANDBOX_AGENCIES === undefined ? [] : await readAgencies(variables.AXIS_SANDBOX_AGENCIES),
    systems: [{ systemId: variables.AXIS_SANDBOX_SYSTEM_ID, secret: variables.AXIS_SANDBOX_SECRET }],
    answerDelayMs: variables.AXIS_SANDBOX_ANSWER_DELAY_MS,
  };
}

async function readAgencies(file: string) {
  const result = agencyListSchema.safeParse(await parsedFile(file));
  if (result.success) return result.data;
  throw new Error(`AXIS_SANDBOX_AGENCIES, ${file}:\n${result.error.issues.map(describe).join('\n')}`);
}

async function parsedFile(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (error) {
    throw new Error(`AXIS_SANDBOX_AGENCIES, ${file}: ${(error as Error).message}`);
  }
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `- ${key}: tên không có`).join('\n');
  return `- ${issue.path.join('.')}: ${issue.message}`;
}
