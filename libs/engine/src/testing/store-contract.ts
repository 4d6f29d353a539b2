import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProcessStore } from '../runtime/process-store.js';
import { describeCommits } from './store-contract-commits.js';
import { describeDefinitions } from './store-contract-definitions.js';
import { describeMessages } from './store-contract-messages.js';
import { describeWaits } from './store-contract-waits.js';

/** Opens the same empty database as often as it is asked: each store is one process on it. */
export interface StoreHarness {
  open(): Promise<ProcessStore>;
  /** Closes every store of this test. */
  close(): Promise<void>;
}

export type Stores = { readonly one: ProcessStore; readonly other: ProcessStore };

/** The contract of ProcessStore; every implementation runs it. `harness` gives a new empty database for each test. */
export function describeProcessStore(name: string, harness: () => Promise<StoreHarness>): void {
  describe(`the process store ${name}`, () => {
    let current: StoreHarness;
    const stores = {} as { one: ProcessStore; other: ProcessStore };

    beforeEach(async () => {
      current = await harness();
      stores.one = await current.open();
      stores.other = await current.open();
    });
    afterEach(() => current.close());

    it('gives every process another node number', async () => {
      // when
      const nodes = await Promise.all([stores.one, stores.other, stores.one, stores.other].map((each) => each.allocateNode()));

      // then
      expect(new Set(nodes).size).toBe(4);
    });

    describeDefinitions(stores);
    describeCommits(stores);
    describeWaits(stores);
    describeMessages(stores);
  });
}
