import { programOf } from '../expression/programs.js';
import type { Expression } from './process-model.js';
import type { Problems } from './problems.js';

/** Reads expression texts of one file, and reports those that are not FEEL. */
export class Expressions {
  constructor(private readonly problems: Problems) {}

  /** FEEL where the text begins with `=`, else the plain text. Null when there is no text. */
  value(elementId: string | null, text: string | null, attribute: string): Expression | null {
    if (text === null) return null;
    return text.startsWith('=') ? this.feel(elementId, text, attribute) : { kind: 'static', text };
  }

  /** A place that always holds FEEL, with or without the leading `=`. */
  feel(elementId: string | null, text: string | null, attribute: string): Expression | null {
    if (text === null) return null;
    const source = text.startsWith('=') ? text.slice(1).trim() : text;
    const program = programOf(source);
    if (program.kind === 'error') {
      this.problems.add(elementId, 'EXPRESSION_INVALID', { detail: program.message }, { attribute, position: program.position });
    }
    return { kind: 'feel', text: source };
  }

  /** As `feel`, and the expression must be there. */
  requiredFeel(elementId: string | null, text: string | null, attribute: string): Expression {
    const expression = this.feel(elementId, text, attribute);
    if (expression === null) this.problems.add(elementId, 'EXPRESSION_MISSING', { what: attribute }, { attribute });
    return expression ?? { kind: 'static', text: '' };
  }
}
