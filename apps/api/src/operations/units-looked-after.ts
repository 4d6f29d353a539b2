import type { Person } from '@vanthu/model';
import type { UnitTree } from '../runtime/unit-tree.js';

/** The units whose work the person keeps going, those below included. Null: everything, also what belongs to no unit. */
export function unitsLookedAfter({ assignments }: Person, units: UnitTree): string[] | null {
  if (assignments.some((each) => each.role === 'systemAdmin')) return null;
  return units.downwards(assignments.filter((each) => each.role === 'operator').map((each) => each.unitId));
}

/** `unitId` null: of no unit. */
export function looksAfter(person: Person, unitId: string | null, units: UnitTree): boolean {
  const lookedAfter = unitsLookedAfter(person, units);
  return lookedAfter === null || (unitId !== null && lookedAfter.includes(unitId));
}
