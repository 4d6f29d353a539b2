import { SyntaxFault } from './command-parser.js';

/** Whether a number lies in `1:4,7,9:*`, where `*` is the largest there is. @throws SyntaxFault */
export function sequenceSet(text: string, largest: number): (number: number) => boolean {
  if (!/^(\d+|\*)(:(\d+|\*))?(,(\d+|\*)(:(\d+|\*))?)*$/.test(text)) throw new SyntaxFault('sequence set expected');
  const ranges = text.split(',').map((part) => {
    const [first = '*', second = first] = part.split(':');
    const [a, b] = [first, second].map((each) => (each === '*' ? largest : Number(each))) as [number, number];
    return a <= b ? [a, b] as const : [b, a] as const;
  });
  return (number) => ranges.some(([low, high]) => number >= low && number <= high);
}

/** `1:3,7` */
export function compactSet(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([low, high]) => (low === high ? `${low}` : `${low}:${high}`)).join(',');
}
