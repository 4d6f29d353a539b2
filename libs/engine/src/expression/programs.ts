import { compileFeel } from '@vanthu/dmn';

type Compiled = ReturnType<typeof compileFeel>;

const limit = 20_000;
const programs = new Map<string, Compiled>();

/** The compiled program of a FEEL text; kept by text, because a text means the same in every process. */
export function programOf(text: string): Compiled {
  const known = programs.get(text);
  if (known !== undefined) return known;
  const compiled = compileFeel(text, {});
  if (programs.size >= limit) programs.delete(programs.keys().next().value ?? '');
  programs.set(text, compiled);
  return compiled;
}
