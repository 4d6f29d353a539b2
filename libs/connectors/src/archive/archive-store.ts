/** Where one case file lives. All parts are safe as folder names. */
export interface ArchivePlace {
  readonly agencyId: string;
  readonly year: number;
  readonly caseId: string;
}

/** A stored version of a case file: small named files, next to the objects they name by hash. */
export interface ArchiveVersion {
  /** from 1 */
  readonly number: number;
  readonly manifest: string;
}

/**
 * Where archived content is kept. Every method is atomic: after a crash the thing is there whole or not at all.
 * Throws `ConnectorError`: `ARCHIVE_FULL` and `ARCHIVE_UNREACHABLE` are retryable.
 */
export interface ArchiveStore {
  /** Whether the content is there and undamaged. */
  hasObject(agencyId: string, sha256: string): Promise<boolean>;
  putObject(agencyId: string, sha256: string, content: Uint8Array): Promise<void>;
  /** Path from a version's files to an object, as the manifest names it. */
  objectPath(sha256: string): string;
  latestVersion(place: ArchivePlace): Promise<ArchiveVersion | null>;
  /** False when that version exists already; then nothing was changed. */
  addVersion(place: ArchivePlace, number: number, files: ReadonlyMap<string, Uint8Array>): Promise<boolean>;
}

export const manifestName = 'manifest-sha256.txt';
