/** What a received message may cost before it is refused. */
export interface EdxmlLimits {
  /** Of the whole message, bytes. */
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxElements: number;
  readonly maxAttachments: number;
  /** Of one file, decoded and unpacked, bytes. */
  readonly maxAttachmentBytes: number;
  /** Of all files together, decoded and unpacked, bytes. */
  readonly maxTotalAttachmentBytes: number;
  /** A packed file that grows by more than this factor (past its first MiB) is taken for a bomb. */
  readonly maxUnpackRatio: number;
}

const mebibyte = 1024 * 1024;

export const defaultLimits: EdxmlLimits = {
  maxBytes: 200 * mebibyte,
  maxDepth: 32,
  maxElements: 50_000,
  maxAttachments: 200,
  maxAttachmentBytes: 100 * mebibyte,
  maxTotalAttachmentBytes: 150 * mebibyte,
  maxUnpackRatio: 200,
};
