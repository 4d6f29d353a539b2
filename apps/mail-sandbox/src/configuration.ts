import { z } from 'zod';
import { isAddress } from './store/address.js';
import type { MailSandboxConfig } from './sandbox.js';

const port = z.coerce.number().int().min(0).max(65_535);
const commaList = z.string().transform((text) => text.split(',').map((item) => item.trim().toLowerCase()).filter((item) => item !== ''));

const schema = z.strictObject({
  MAIL_SANDBOX_HOST: z.string().min(1).default('127.0.0.1'),
  MAIL_SANDBOX_SMTP_PORT: port.default(8025),
  MAIL_SANDBOX_IMAP_PORT: port.default(8143),
  MAIL_SANDBOX_DATA: z.string().min(1),
  MAIL_SANDBOX_DOMAINS: commaList.pipe(z.array(z.string()).min(1)),
  MAIL_SANDBOX_MAILBOXES: commaList.pipe(z.array(z.string().refine(isAddress, 'not an address')).min(1)),
  MAIL_SANDBOX_PASSWORD: z.string().min(1),
  MAIL_SANDBOX_MAX_MESSAGE_MIB: z.coerce.number().int().min(1).max(1024).default(100),
});

const prefix = 'MAIL_SANDBOX_';

/** Reads the `MAIL_SANDBOX_…` variables. @throws Error naming every variable that is wrong, never a value */
export function readConfiguration(environment: NodeJS.ProcessEnv): MailSandboxConfig {
  const own = Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith(prefix)));
  const result = schema.safeParse(own);
  if (!result.success) throw new Error(`Cấu hình không hợp lệ:\n${result.error.issues.map(describe).join('\n')}`);
  const variables = result.data;
  return {
    host: variables.MAIL_SANDBOX_HOST,
    smtpPort: variables.MAIL_SANDBOX_SMTP_PORT,
    imapPort: variables.MAIL_SANDBOX_IMAP_PORT,
    dataDir: variables.MAIL_SANDBOX_DATA,
    domains: variables.MAIL_SANDBOX_DOMAINS,
    mailboxes: variables.MAIL_SANDBOX_MAILBOXES,
    password: variables.MAIL_SANDBOX_PASSWORD,
    maxMessageBytes: variables.MAIL_SANDBOX_MAX_MESSAGE_MIB * 1024 * 1024,
  };
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `- ${key}: tên không có`).join('\n');
  return `- ${issue.path.join('.')}: ${issue.message}`;
}
