import { createHash } from 'node:crypto';
import { defineConnector, defineOperation, runtimeError } from '@vanthu/connector-sdk';
import type { Connector, OperationContext } from '@vanthu/connector-sdk';
import { z } from 'zod';
import { archiveErrors } from './archive-errors.js';
import { archiveInputSchema } from './archive-input.js';
import type { ArchiveInput } from './archive-input.js';
import { manifestName } from './archive-store.js';
import type { ArchiveStore } from './archive-store.js';
import { lengthWarnings } from './archive-warnings.js';
import { archiveIcon } from './archive.icon.js';
import { FolderArchiveStore } from './folder-archive-store.js';
import { metadataXml } from './metadata-xml.js';

const configurationSchema = z.union([
  z.object({ root: z.string().min(1) }),
  z.object({ store: z.custom<ArchiveStore>((value) => typeof value === 'object' && value !== null && 'addVersion' in value) }),
]);

const outputSchema = z.object({
  /** `<agency>/<year>/<case>/v<n>` */
  location: z.string(),
  version: z.number().int().positive(),
  /** False when the latest version held exactly this already. */
  created: z.boolean(),
  manifestSha256: z.string(),
  fileCount: z.number().int(),
  /** Fields longer than the decree's metadata table allows; nothing was cut. */
  warnings: z.array(z.string()),
});

/** `archive:store:1`: keeps a case file for good, in the folder `root` or in a store of one's own. */
export function createArchiveConnector(configuration: z.input<typeof configurationSchema>): Connector {
  const settings = configurationSchema.parse(configuration);
  const store = 'store' in settings ? settings.store : new FolderArchiveStore(settings.root);
  return defineConnector({
    id: 'archive',
    version: 1,
    name: { vi: 'Lưu trữ', en: 'Archive' },
    icon: archiveIcon,
    errors: archiveErrors,
    operations: {
      store: defineOperation({
        name: { vi: 'Lưu hồ sơ vào kho', en: 'Store a case file' },
        input: archiveInputSchema,
        output: outputSchema,
        timeoutMs: 300_000,
        execute: (input, context) => storeCase(input, context, store),
      }),
    },
  });
}

async function storeCase(input: ArchiveInput, context: OperationContext, store: ArchiveStore): Promise<z.input<typeof outputSchema>> {
  const hashes = [...new Set(input.files.map((file) => file.sha256))].sort();
  for (const sha256 of hashes) await storeObject(input.agencyId, sha256, context, store);
  const metadata = Buffer.from(metadataXml(input), 'utf8');
  const manifest = [`${sha256Of(metadata)}  metadata.xml`, ...hashes.map((sha256) => `${sha256}  ${store.objectPath(sha256)}`), ''].join('\n');
  const files = new Map([['metadata.xml', metadata], [manifestName, Buffer.from(manifest, 'utf8')]]);
  const { version, created } = await keepVersion(input, manifest, files, context, store);
  return {
    location: `${input.agencyId}/${input.year}/${input.caseId}/v${version}`,
    version, created, manifestSha256: sha256Of(Buffer.from(manifest, 'utf8')), fileCount: hashes.length, warnings: [...lengthWarnings(input)],
  };
}

/** An equal latest version is the answer of an earlier attempt; a version that appears meanwhile belongs to another job. */
async function keepVersion(
  input: ArchiveInput, manifest: string, files: ReadonlyMap<string, Uint8Array>, context: OperationContext, store: ArchiveStore,
): Promise<{ version: number; created: boolean }> {
  for (;;) {
    context.signal.throwIfAborted();
    const latest = await store.latestVersion(input);
    if (latest?.manifest === manifest) return { version: latest.number, created: false };
    const version = (latest?.number ?? 0) + 1;
    if (await store.addVersion(input, version, files)) return { version, created: true };
  }
}

async function storeObject(agencyId: string, sha256: string, context: OperationContext, store: ArchiveStore): Promise<void> {
  context.signal.throwIfAborted();
  if (await store.hasObject(agencyId, sha256)) return;
  const content = await context.files.read(sha256);
  if (sha256Of(content) !== sha256) throw runtimeError('FILE_DAMAGED', { detail: sha256 });
  await store.putObject(agencyId, sha256, content);
}

function sha256Of(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
