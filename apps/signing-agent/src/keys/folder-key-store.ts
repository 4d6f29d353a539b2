import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { certificatesFromPem, createSoftwareKey, SigningError } from '@vanthu/signing';
import type { KeyStore, StoredCertificate } from './key-store.js';

const chainSuffix = '.chain.pem';

/** Encrypted keys in a folder: `<id>.key.pem` and `<id>.chain.pem`. Read anew each time, so keys may come and go. */
export class FolderKeyStore implements KeyStore {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  async list(): Promise<StoredCertificate[]> {
    const names = await this.#fileNames();
    const read = async (name: string): Promise<StoredCertificate> => ({
      id: name.slice(0, -chainSuffix.length),
      certificateChain: certificatesFromPem(await readFile(path.join(this.#dir, name), 'utf8')),
    });
    const stored = await Promise.all(names.map(read));
    return stored.filter(({ certificateChain }) => certificateChain.length > 0);
  }

  async sign({ id }: StoredCertificate, pin: string, data: Uint8Array): Promise<Uint8Array> {
    const [privateKeyPem, chainPem] = await Promise.all([this.#read(`${id}.key.pem`), this.#read(`${id}${chainSuffix}`)]);
    return createSoftwareKey({ privateKeyPem, chainPem, pin }).sign(data);
  }

  async #fileNames(): Promise<string[]> {
    try {
      return (await readdir(this.#dir)).filter((name) => name.endsWith(chainSuffix)).sort();
    } catch (cause) {
      throw new SigningError('TOKEN_MISSING', 'the folder of keys cannot be read', { cause });
    }
  }

  async #read(name: string): Promise<string> {
    try {
      return await readFile(path.join(this.#dir, name), 'utf8');
    } catch (cause) {
      throw new SigningError('TOKEN_MISSING', 'the key file is gone', { cause });
    }
  }
}
