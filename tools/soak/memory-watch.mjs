import { median } from '../bench/measure.mjs';

const MB = 2 ** 20;

/** Looks at the memory of servers over and over; the report compares the second fifth of the looks with the last one, as the first warms up. */
export class MemoryWatch {
  #servers;
  #looks;

  constructor(servers) {
    this.#servers = servers;
    this.#looks = servers.map(() => []);
  }

  async look() {
    for (const [index, { url }] of this.#servers.entries()) {
      const text = await (await fetch(`${url}/metrics`)).text();
      const bytes = (name) => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1] ?? NaN);
      this.#looks[index].push({ resident: bytes('process_resident_memory_bytes'), heapUsed: bytes('nodejs_heap_size_used_bytes') });
    }
    return this.#looks.map((each) => `${mb(each.at(-1).resident)} MB`).join(' and ');
  }

  /** Of each server: resident memory (medians) and the heap in use (the least that was seen: right after a collection). */
  report() {
    return this.#looks.map((looks) => {
      const fifth = Math.floor(looks.length / 5);
      const [early, late] = [looks.slice(fifth, 2 * fifth), looks.slice(-fifth)];
      const resident = growth(median(early.map((each) => each.resident)), median(late.map((each) => each.resident)));
      const heapUsed = growth(Math.min(...early.map((each) => each.heapUsed)), Math.min(...late.map((each) => each.heapUsed)));
      const residentMb = Array.from({ length: 10 }, (_, index) => looks[Math.floor((index * looks.length) / 10)]).map((each) => mb(each.resident));
      return { resident, heapUsed, residentMb };
    });
  }
}

function growth(early, late) {
  return { earlyMb: mb(early), lateMb: mb(late), growth: Number((late / early - 1).toFixed(3)) };
}

function mb(bytes) {
  return Math.round(bytes / MB);
}
