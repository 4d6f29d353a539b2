import { z } from 'zod';

const originSchema = z.string().refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text, 'must be an origin like https://vanthu.example');

const schema = z
  .strictObject({
    AGENT_PORT: z.coerce.number().int().min(0).max(65_535).default(8987),
    AGENT_ORIGINS: z.string().min(1).transform((list) => list.split(',').map((each) => each.trim())).pipe(z.array(originSchema).min(1)),
    AGENT_KEYS_DIR: z.string().min(1).optional(),
    AGENT_PKCS11_MODULE: z.string().min(1).optional(),
  })
  .refine((variables) => (variables.AGENT_KEYS_DIR === undefined) !== (variables.AGENT_PKCS11_MODULE === undefined), {
    message: 'give exactly one of AGENT_KEYS_DIR and AGENT_PKCS11_MODULE',
    path: ['AGENT_KEYS_DIR'],
    when: () => true,
  });

export interface AgentConfig {
  /** 0 takes a free one. */
  readonly port: number;
  /** Pages of these origins may ask for signatures. */
  readonly origins: readonly string[];
  readonly keys: KeysConfig;
}

export type KeysConfig =
  /** Encrypted keys in files: the sandbox. */
  | { readonly kind: 'folder'; readonly dir: string }
  | { readonly kind: 'pkcs11'; readonly modulePath: string; readonly environment?: Readonly<Record<string, string>> };

/** Reads the `AGENT_…` variables. @throws Error naming every variable that is wrong, never a value */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): AgentConfig {
  const own = Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith('AGENT_')));
  const result = schema.safeParse(own);
  if (!result.success) throw new Error(`Cấu hình không hợp lệ:\n${result.error.issues.map(describe).join('\n')}`);
  const { AGENT_PORT, AGENT_ORIGINS, AGENT_KEYS_DIR, AGENT_PKCS11_MODULE } = result.data;
  return { port: AGENT_PORT, origins: AGENT_ORIGINS, keys: keysOf(AGENT_KEYS_DIR, AGENT_PKCS11_MODULE) };
}

function keysOf(dir: string | undefined, modulePath: string | undefined): KeysConfig {
  return modulePath === undefined ? { kind: 'folder', dir: dir ?? '' } : { kind: 'pkcs11', modulePath };
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `- ${key}: no such variable`).join('\n');
  return `- ${String(issue.path[0] ?? '')}: ${issue.message}`;
}
