import { MemoryStore } from './memory-store.js';
import { describeProcessStore } from './store-contract.js';

describeProcessStore('in memory', async () => {
  const store = new MemoryStore();
  return { open: async () => store, close: async () => undefined };
});
