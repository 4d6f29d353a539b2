import { checkFeel, type CheckOptions, type FeelHint } from '@vanthu/dmn/checks';
import type { LintFinding } from '@vanthu/model';
import type { DiagramExpression } from './diagram-expressions';

const known = new Map<string, readonly FeelHint[]>();
const keptTexts = 5000;

/** What is wrong with expressions, told while they are written. A text is read once. */
export function findingsOf(expressions: readonly DiagramExpression[]): LintFinding[] {
  return expressions.flatMap(({ elementId, attribute, text }) => hintsOf(attribute, text).map((hint) => findingOf(elementId, text, hint)));
}

/** What was found while writing, then what the server found beyond that; null before anything is known. */
export function together(written: readonly LintFinding[], checked: readonly LintFinding[] | null): readonly LintFinding[] | null {
  if (checked === null) return written.length > 0 ? written : null;
  const told = new Set(written.map((each) => each.elementId));
  return [...written, ...checked.filter((each) => !isAboutExpression(each) || !told.has(each.elementId))];
}

/** A finding of the server that the check while writing makes too, at once and with the place in the text. */
function isAboutExpression({ rule }: LintFinding): boolean {
  return rule === 'EXPRESSION_INVALID' || rule.startsWith('feel-');
}

function hintsOf(attribute: string, text: string): readonly FeelHint[] {
  const expected = expectedAt(attribute);
  const key = JSON.stringify([expected, text]);
  let hints = known.get(key);
  if (!hints) {
    if (known.size >= keptTexts) known.clear();
    known.set(key, (hints = checkFeel(text, { onlyBuiltIns: true, ...(expected && { expects: expected }) })));
  }
  return hints;
}

function expectedAt(attribute: string): CheckOptions['expects'] {
  if (/condition(Expression)?$/i.test(attribute)) return ['boolean'];
  return attribute === 'inputCollection' ? ['list'] : undefined;
}

function findingOf(elementId: string, text: string, { severity, code, message, messageVi, position }: FeelHint): LintFinding {
  const rule = `feel-${code.replace('FEEL_', '').replaceAll('_', '-').toLowerCase()}`;
  return { elementId, severity: severity === 'ERROR' ? 'error' : 'warning', rule, message: { vi: messageVi, en: message }, expression: { text, ...position } };
}
