import { z } from 'zod';

const times = z.number().int().min(0).max(1_000_000).optional();

/** How many of the coming requests each fault befalls; 0 switches it off. What is not named stays as it is. */
export const faultsSchema = z.strictObject({
  /** Any axis path answers 500 and does nothing. */
  error500: times,
  /** Any axis path never answers. */
  timeout: times,
  /** The signed headers are called wrong (15). */
  wrongHash: times,
  /** sendEdoc stores and delivers, then the connection breaks before the answer. */
  lostAnswer: times,
  /** sendEdoc answers 18. */
  unknownRecipient: times,
  /** sendEdoc answers 23. */
  lockedRecipient: times,
  /** Each receiver gets two copies. */
  duplicateDelivery: times,
  /** The list of received statuses is given newest first. */
  reorderedStatuses: times,
  /** getEdoc gives XML that breaks off. */
  malformedXml: times,
  /** getEdoc gives XML whose DTD declares an entity. */
  entity: times,
  /** getEdoc gives XML with characters before it. */
  leadingJunk: times,
  /** getEdoc gives the message without the edXML: prefix. */
  missingPrefix: times,
  /** getEdoc gives the files zipped under their own names. */
  zippedAttachment: times,
  /** getEdoc gives a message of more than 200 MiB. */
  oversizedFile: times,
});
export type FaultCounts = z.infer<typeof faultsSchema>;
export type FaultName = keyof FaultCounts;

/** The switches of the sandbox. They are forgotten at a restart. */
export class Faults {
  private counts: FaultCounts = {};

  set(counts: FaultCounts): FaultCounts {
    this.counts = { ...this.counts, ...counts };
    return this.current();
  }

  /** Whether the fault happens now; counts it down. */
  take(name: FaultName): boolean {
    const left = this.counts[name] ?? 0;
    if (left > 0) this.counts = { ...this.counts, [name]: left - 1 };
    return left > 0;
  }

  current(): FaultCounts {
    return Object.fromEntries(Object.entries(this.counts).filter(([, count]) => count > 0));
  }
}
