import type { Provider } from '@nestjs/common';
import { ProcessRunner, TimerScheduler } from '@vanthu/engine';
import { ProcessQueries, ProcessReads, ProcessSearch } from '@vanthu/persistence';
import type { Composition } from '../composition/composition.js';
import { RestCallers } from './authentication/rest-callers.js';
import { AdjustableClock } from './clock/adjustable-clock.js';
import { RestDocuments } from './documents/rest-documents.js';
import { Modifications } from './instances/modifications.js';
import { ActivatedJobs } from './jobs/activated-jobs.js';
import { OfficialWork } from './official-work/official-work.js';
import { Searches } from './search/index.js';

/** What the controllers of `/v2` stand on. */
export function orchestrationProviders({ runner, queries, timers, clock, restDocuments, database, official }: Composition): Provider[] {
  return [
    RestCallers, Modifications, ActivatedJobs, Searches,
    { provide: ProcessRunner, useValue: runner },
    { provide: ProcessQueries, useValue: queries },
    { provide: ProcessSearch, useValue: new ProcessSearch(database) },
    { provide: ProcessReads, useValue: new ProcessReads(database) },
    { provide: TimerScheduler, useValue: timers },
    { provide: AdjustableClock, useValue: clock },
    { provide: OfficialWork, useValue: official },
    { provide: RestDocuments, useValue: restDocuments },
  ];
}
