// Runs the benchmark of the core: node libs/engine/bench/run.mjs
import { importBundled } from './bundle.mjs';

await importBundled('measure.ts');
