import { parseMime } from '../mime/mime-entity.js';
import type { MimeEntity } from '../mime/mime-entity.js';
import type { MailFolder, StoredMessage } from '../store/mail-folder.js';

/** A message in memory, parsed when first asked. */
export class OpenedMessage {
  private parsed: MimeEntity | undefined;

  private constructor(readonly source: Buffer) {}

  static async read(folder: MailFolder, message: StoredMessage): Promise<OpenedMessage> {
    return new OpenedMessage(await folder.read(message));
  }

  get root(): MimeEntity {
    this.parsed ??= parseMime(this.source);
    return this.parsed;
  }
}
