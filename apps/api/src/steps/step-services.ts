import type { WorkingCalendar } from '@vanthu/engine';
import type { DomainStores, FileStore } from '@vanthu/persistence';
import type { LetterComposer } from '../documents/letter-composer.js';
import type { PersonActs } from '../documents/person-acts.js';
import type { StatusReporter } from './inbound/status-reporter.js';

/** What the steps work with. */
export interface StepServices extends DomainStores {
  readonly files: FileStore;
  readonly calendar: WorkingCalendar;
  readonly composer: LetterComposer;
  readonly statuses: StatusReporter;
  readonly personActs: PersonActs;
  /** DER of the authorities whose signatures count as trusted. */
  readonly trustedCertificates: readonly Uint8Array[];
}
