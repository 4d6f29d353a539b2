import type { Outline } from './outline.js';
import type { EventModel } from './process-model.js';

/**
 * For each incoming flow of a join, the elements (as bits of 32-bit words) from which a token can still come to that
 * flow without passing the join itself. Boundary events are reached from what they are attached to, link catches from
 * their throws.
 */
export function reachOf(outline: Outline, join: number, events: readonly (EventModel | null)[]): number[][] {
  const node = outline.nodes[join];
  return (node?.incoming ?? []).map((flow) => backwards(outline, outline.flows[flow]?.from ?? -1, join, events));
}

function backwards(outline: Outline, from: number, join: number, events: readonly (EventModel | null)[]): number[] {
  const bits = new Array<number>(Math.ceil(outline.nodes.length / 32)).fill(0);
  const open = [from];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    if (element < 0 || hasBit(bits, element)) continue;
    bits[element >> 5] = (bits[element >> 5] ?? 0) | (1 << (element & 31));
    if (element !== join) open.push(...sourcesOf(outline, element, events));
  }
  return bits;
}

function sourcesOf(outline: Outline, element: number, events: readonly (EventModel | null)[]): number[] {
  const node = outline.nodes[element];
  if (node === undefined) return [];
  const sources = node.incoming.map((flow) => outline.flows[flow]?.from ?? -1);
  if (node.type === 'boundaryEvent') sources.push(outline.indexOf(attachedTo(node.source)));
  if (node.type === 'intermediateCatchEvent' && events[element]?.kind === 'link') {
    events.forEach((event, index) => {
      if (event?.kind === 'link' && event.target === element) sources.push(index);
    });
  }
  return sources;
}

function attachedTo(source: { readonly [property: string]: unknown }): Parameters<Outline['indexOf']>[0] {
  return (source['attachedToRef'] ?? null) as Parameters<Outline['indexOf']>[0];
}

export function hasBit(bits: readonly number[], index: number): boolean {
  return (((bits[index >> 5] ?? 0) >>> (index & 31)) & 1) === 1;
}
