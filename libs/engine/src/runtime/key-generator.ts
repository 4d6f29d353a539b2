import type { Key } from '@vanthu/model';
import type { Clock } from './clock.js';

const EPOCH = Date.UTC(2025, 0, 1);
const SEQUENCE_BITS = 12n;
const NODE_BITS = 10n;
const LAST_SEQUENCE = 4095;

/**
 * Keys that ascend with time: 41 bits of milliseconds, 10 of the node, 12 of a sequence. Unique as long as no two running
 * processes share a node. When the clock steps back, or a millisecond runs out of numbers, it counts on from the last one.
 */
export class KeyGenerator {
  private millisecond = 0;
  private sequence = 0;
  private prefix = 0n;

  constructor(
    private readonly clock: Clock,
    private readonly node: number,
  ) {
    if (!Number.isInteger(node) || node < 0 || node > 1023) throw new RangeError(`A node number is 0 to 1023, not ${node}.`);
  }

  readonly next = (): Key => {
    const now = Math.max(this.clock.now() - EPOCH, 0);
    if (now > this.millisecond) this.begin(now);
    else if (this.sequence === LAST_SEQUENCE) this.begin(this.millisecond + 1);
    else this.sequence += 1;
    return (this.prefix | BigInt(this.sequence)).toString();
  };

  private begin(millisecond: number): void {
    this.millisecond = millisecond;
    this.sequence = 0;
    this.prefix = (BigInt(millisecond) << (NODE_BITS + SEQUENCE_BITS)) | (BigInt(this.node) << SEQUENCE_BITS);
  }
}

/** Keys made before that time (epoch ms) are smaller. */
export function firstKeyAt(time: number): Key {
  return (BigInt(Math.max(Math.floor(time) - EPOCH, 0)) << (NODE_BITS + SEQUENCE_BITS)).toString();
}

/** When it was made; epoch ms. */
export function timeOfKey(key: Key): number {
  return EPOCH + Number(BigInt(key) >> (NODE_BITS + SEQUENCE_BITS));
}
