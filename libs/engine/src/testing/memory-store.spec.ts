import { MemoryStore } from './memory-store.js';
import { describeRuntime } from './runtime-contract.js';
import { describeProcessStore } from './store-contract.js';

const harness = async () => {
  const store = new MemoryStore();
  return { open: async () => store, close: async () => undefined };
};

describeProcessStore('in memory', harness);
describeRuntime('memory', harness);
describeRuntime('memory, with a cache', harness, { cacheBytes: 10_000_000 });
