import path from 'node:path';
import { z } from 'zod';

/** Names that begin with these belong to us; any other such name is a spelling mistake and is refused. */
const ownPrefixes = ['API_', 'MAIL_', 'AXIS_', 'SIGNING_', 'ARCHIVE_', 'ADMIN_', 'SESSION_', 'DATABASE_', 'SAMPLE_', 'DATA_', 'HTTP_CONNECTOR_', 'TRUSTED_', 'DRAIN_', 'METRICS_', 'HISTORY_'];

const seconds = (fallback: number) => z.coerce.number().positive().max(86_400).default(fallback);

/** Every setting of the server, read from the environment. README.md has the table. */
const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  /** Where people reach it, for links and cookies; absent: http://HOST:PORT. */
  PUBLIC_URL: z.url().optional(),
  /** Proxies whose X-Forwarded-For is believed: addresses, networks or loopback, linklocal, uniquelocal, separated by commas. */
  TRUSTED_PROXIES: z.string().default('loopback'),
  ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z.string().regex(/^(mysql|mariadb):\/\//, 'must begin with mysql://').optional(),
  SAMPLE_DATA: z.enum(['sample', 'none']).default('none'),
  ADMIN_USERNAME: z.string().min(1).max(64).optional(),
  ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  /** Programs that may call /v2 with a token: `id:secret`, separated by commas. */
  API_CLIENTS: z.string().regex(/^$|^([\w.-]{1,64}:[^\s,]{16,512})(,[\w.-]{1,64}:[^\s,]{16,512})*$/, 'must be id:secret, several separated by commas; a secret has at least 16 characters').default(''),
  /** `adjustable`: /v2/clock may hold it still, for tests of processes; never where people work. */
  API_CLOCK: z.enum(['system', 'adjustable']).default('system'),
  SESSION_HOURS: z.coerce.number().positive().max(168).default(10),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  JOB_LOCK_SECONDS: seconds(15),
  /** After SIGTERM /ready says 503 for so long before requests are refused: longer than a load balancer takes to notice. */
  DRAIN_SECONDS: z.coerce.number().min(0).max(300).default(5),
  /** Lets a scraper on another machine read /metrics (Authorization: Bearer …). */
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  /** Base address of an OpenTelemetry collector (OTLP over HTTP); absent: no traces. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_SERVICE_NAME: z.string().default('vanthu'),
  /** Share of the traces that are sent. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  PROCESSES_DIR: z.string().min(1).default(path.resolve(import.meta.dirname, '../../../../processes')),
  WEB_DIR: z.string().min(1).default(path.resolve(import.meta.dirname, '../../../web/dist/browser')),
  MAIL_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_IMAP_URL: z.url({ protocol: /^imaps?$/ }).optional(),
  /** Password of every unit mailbox. */
  MAIL_PASSWORD: z.string().optional(),
  MAIL_POLL_SECONDS: seconds(30),
  AXIS_URL: z.url().optional(),
  AXIS_SYSTEM_ID: z.string().default('vanthu'),
  AXIS_SECRET: z.string().optional(),
  AXIS_POLL_SECONDS: seconds(5),
  SIGNING_AGENT_URL: z.url().default('http://127.0.0.1:8987'),
  /** PEM with the certificates of the authorities that are trusted. */
  SIGNING_TRUST_FILE: z.string().optional(),
  /** The server's own key for XML: a PKCS#11 module … */
  SIGNING_PKCS11_MODULE: z.string().optional(),
  SIGNING_PKCS11_PIN: z.string().optional(),
  /** … with this certificate (PEM chain) … */
  SIGNING_CERTIFICATE_FILE: z.string().optional(),
  /** … or a software key (PEM). */
  SIGNING_KEY_FILE: z.string().optional(),
  ARCHIVE_DIR: z.string().optional(),
  /** How many days the history of ended processes is kept, per family, `*` for all others: `inbound=3650,*=1825`; absent: for ever. */
  HISTORY_RETENTION_DAYS: z.string().regex(/^$|^\s*([\w.-]{1,100}|\*)\s*=\s*\d{1,5}\s*(,\s*([\w.-]{1,100}|\*)\s*=\s*\d{1,5}\s*)*$/, 'must be family=days, several separated by commas').default(''),
  /** Origins the http connector may call, e.g. https://api.example.vn, separated by commas. */
  HTTP_CONNECTOR_ORIGINS: z.string().default(''),
  /** npm names or folders of connector plugins, separated by commas. */
  PLUGINS: z.string().default(''),
});

export type Configuration = Readonly<z.infer<typeof environmentSchema>>;

export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration does not fit:\n${problems.map((each) => `  - ${each}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/**
 * Reads the settings. Throws a ConfigurationError that lists every wrong name at once and never a value.
 * Empty strings count as absent.
 */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environmentSchema.safeParse(given);
  const problems = [...unknownNames(given), ...(parsed.success ? incompletePairs(parsed.data) : parsed.error.issues.map(describe))];
  if (!parsed.success || problems.length > 0) throw new ConfigurationError(problems);
  return Object.freeze(parsed.data);
}

function describe(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')}: ${issue.message}`;
}

function unknownNames(given: object): string[] {
  const known = Object.keys(environmentSchema.shape);
  return Object.keys(given)
    .filter((name) => ownPrefixes.some((prefix) => name.startsWith(prefix)) && !known.includes(name))
    .map((name) => `${name}: no such setting; known are ${known.filter((each) => each.startsWith(name.split('_')[0] ?? '')).join(', ')}`);
}

function incompletePairs(read: Configuration): string[] {
  const pairs: [keyof Configuration, keyof Configuration][] = [
    ['ADMIN_USERNAME', 'ADMIN_PASSWORD'],
    ['ADMIN_PASSWORD', 'ADMIN_USERNAME'],
    ['AXIS_URL', 'AXIS_SECRET'],
    ['SIGNING_PKCS11_MODULE', 'SIGNING_PKCS11_PIN'],
    ['SIGNING_PKCS11_MODULE', 'SIGNING_CERTIFICATE_FILE'],
    ['SIGNING_KEY_FILE', 'SIGNING_CERTIFICATE_FILE'],
  ];
  return pairs.filter(([one, other]) => read[one] !== undefined && read[other] === undefined).map(([one, other]) => `${other}: needed because ${one} is set`);
}
