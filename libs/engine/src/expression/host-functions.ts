import { FeelFunction, type FeelType, type FeelValue } from '@vanthu/dmn';
import { jsonOf } from './values.js';

const any: FeelType = { tag: 'any' };

/** Functions that Camunda 8 adds to FEEL for processes. A variable of the same name hides them. */
export const hostFunctions: ReadonlyMap<string, FeelFunction> = new Map([
  ['cycle', new FeelFunction('cycle', [{ name: 'repetitions', type: any }, { name: 'interval', type: any, optional: true }], any, (_, args) => cycle(args instanceof Map ? [args.get('repetitions') ?? null, args.get('interval') ?? null] : [...(args as readonly FeelValue[])]))],
  ['fromAi', new FeelFunction('fromAi', [{ name: 'value', type: any }], any, (_, args) => (args instanceof Map ? (args.get('value') ?? null) : ((args as readonly FeelValue[])[0] ?? null)))],
]);

/** `cycle(3, duration("PT1H"))` is `R3/PT1H`, without a number it goes on for ever. */
function cycle(args: readonly FeelValue[]): FeelValue {
  const [repetitions, interval] = args.length === 1 ? [null, jsonOf(args[0] ?? null)] : [jsonOf(args[0] ?? null), jsonOf(args[1] ?? null)];
  if (typeof interval !== 'string' || (repetitions !== null && typeof repetitions !== 'number')) return null;
  return `R${repetitions ?? ''}/${interval}`;
}
