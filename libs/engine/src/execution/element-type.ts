import type { ElementModel } from '../compile/process-model.js';
import type { ElementInstance } from './process-state.js';

/** The element type as events name it. */
export function elementTypeOf(instance: Readonly<ElementInstance>, element: ElementModel): string {
  return instance.loop === undefined ? element.type : 'multiInstanceBody';
}
