import type { ConnectionOptions } from 'node:tls';
import { z } from 'zod';

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** How a mail server is reached. The password is a secret's name, never its value. */
export const mailServerSchema = z
  .object({
    host: z.string().min(1),
    port: z.number().int().min(1).max(65_535),
    /** `none` only on this machine. */
    security: z.enum(['tls', 'starttls', 'none']).default('tls'),
    user: z.string().min(1).nullable().default(null),
    passwordSecret: z.string().min(1).nullable().default(null),
    /** Certificates (PEM) of an authority of one's own. */
    ca: z.string().nullable().default(null),
  })
  .refine((server) => server.security !== 'none' || loopback.test(server.host), {
    path: ['security'],
    message: 'chỉ được là "none" với máy chủ trên chính máy này',
  });
export type MailServer = z.output<typeof mailServerSchema>;

/** Names of the folders the connector keeps in a mailbox; made where they are missing. */
export const mailFoldersSchema = z
  .object({
    received: z.string().min(1).default('Đã tiếp nhận'),
    refused: z.string().min(1).default('Từ chối'),
    sent: z.string().min(1).default('Đã gửi'),
  })
  .prefault({});
export type MailFolders = z.output<typeof mailFoldersSchema>;

export function tlsOptionsOf(server: MailServer): ConnectionOptions {
  return { minVersion: 'TLSv1.2', ...(server.ca !== null && { ca: server.ca }) };
}
