import type { FeelPosition } from '../syntax/position.js';
import type { FeelHint } from './check-feel.js';

/** Something an author should look at. `ERROR`: some input gives no answer or a wrong one; `HINT`: perhaps meant so. */
export interface Finding {
  readonly code: 'TABLE_OVERLAP' | 'TABLE_GAP' | 'RULE_UNREACHABLE' | 'RULE_NEVER_MATCHES' | 'INPUT_UNUSED' | 'TEXT_INVALID';
  readonly severity: 'ERROR' | 'HINT';
  readonly message: string;
  readonly messageVi: string;
  /** The decision or knowledge model the table belongs to. */
  readonly ownerId: string;
  /** Empty where the text is a literal expression. */
  readonly tableId: string;
  /** Rules concerned, by index from 1. */
  readonly rules: readonly number[];
  /** The inputs concerned: id of the column, and the values in FEEL (a unary test) where the finding holds. */
  readonly inputs: readonly { readonly inputId: string; readonly label: string; readonly values: string }[];
  /** With TEXT_INVALID: the text that is wrong, why, and where in it. */
  readonly text?: { readonly elementId: string; readonly code: FeelHint['code']; readonly source: string; readonly position: FeelPosition };
}
