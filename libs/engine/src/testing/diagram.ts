import { readFileSync } from 'node:fs';

/** A diagram beside a spec: of `timers.spec.ts` the case `cycle` is `timers.cycle.bpmn`. Node only. */
export function diagramBeside(specUrl: string, name: string): string {
  return readFileSync(new URL(specUrl.replace(/\.spec\.[jt]s$/, `.${name}.bpmn`)), 'utf8');
}
