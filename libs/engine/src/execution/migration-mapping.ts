import type { ElementModel, ProcessModel } from '../compile/process-model.js';
import type { CompensationEntry, ElementInstance, JoinTokens, ProcessState } from './process-state.js';

/** Why an instance cannot be migrated: which live element, and what to do. */
export interface MigrationProblem {
  readonly elementId: string;
  readonly code: 'ELEMENT_MISSING' | 'TYPE_CHANGED' | 'SCOPE_CHANGED' | 'LOOP_CHANGED' | 'FLOW_MISSING' | 'HANDLER_MISSING';
  readonly reason: string;
  readonly reasonVi: string;
}

const texts: Readonly<Record<MigrationProblem['code'], readonly [string, string]>> = {
  ELEMENT_MISSING: ['The new version has no such element. Map it to another one.', 'Phiên bản mới không có bước này. Hãy chỉ định bước tương ứng.'],
  TYPE_CHANGED: ['It is mapped to an element of another type.', 'Bước tương ứng thuộc loại khác.'],
  SCOPE_CHANGED: ['It is mapped to an element in another subprocess.', 'Bước tương ứng nằm trong quy trình con khác.'],
  LOOP_CHANGED: ['Only one of the two is a multi-instance, or of another kind.', 'Chỉ một trong hai là bước thực hiện nhiều lần, hoặc khác kiểu.'],
  FLOW_MISSING: ['A token waits at it by a flow that the new version lacks.', 'Có nhánh đang chờ theo một luồng mà phiên bản mới không có.'],
  HANDLER_MISSING: ['It can be compensated, but not in the new version.', 'Bước này đang có thể bù hoàn, phiên bản mới thì không.'],
};

/** Finds the counterparts in another version: elements by id or mapping, flows also as the only one between the counterparts of their ends. */
export interface ElementMapper {
  /** -1 when there is none. */
  indexOf(element: number): number;
  flowOf(flow: number): number;
  join(join: JoinTokens): JoinTokens;
  problemsOf(instance: Readonly<ElementInstance>, state: ProcessState): readonly MigrationProblem[];
  problemsOfJoin(join: JoinTokens): readonly MigrationProblem[];
  problemsOfCompensation(entry: CompensationEntry): readonly MigrationProblem[];
}

export function elementMapper(from: ProcessModel, to: ProcessModel, mapping: Readonly<Record<string, string>>): ElementMapper {
  return new Mapper(from, to, mapping);
}

class Mapper implements ElementMapper {
  private readonly targets: readonly number[];
  private readonly flows: readonly number[];

  constructor(
    private readonly from: ProcessModel,
    private readonly to: ProcessModel,
    mapping: Readonly<Record<string, string>>,
  ) {
    const indexes = new Map(to.elements.map((element) => [element.id, element.index]));
    const flows = new Map(to.flows.map((flow) => [flow.id, flow.index]));
    const counterpart = (id: string): string => (Object.hasOwn(mapping, id) ? (mapping[id] ?? id) : id);
    this.targets = from.elements.map((element) => (element.index === 0 ? 0 : (indexes.get(counterpart(element.id)) ?? -1)));
    const between = (source: number, target: number): number => {
      const found = to.flows.filter((flow) => flow.source === this.indexOf(source) && flow.target === this.indexOf(target));
      return found.length === 1 ? (found[0]?.index ?? -1) : -1;
    };
    this.flows = from.flows.map((flow) => flows.get(counterpart(flow.id)) ?? between(flow.source, flow.target));
  }

  indexOf(element: number): number {
    return this.targets[element] ?? -1;
  }

  flowOf(flow: number): number {
    return this.flows[flow] ?? -1;
  }

  join(join: JoinTokens): JoinTokens {
    const old = this.from.elements[join.element];
    const element = this.indexOf(join.element);
    const slotOf = (flow: number): number => old?.incoming.findIndex((before) => this.flowOf(before) === flow) ?? -1;
    const incoming = this.to.elements[element]?.incoming ?? [];
    const { awaited } = join;
    return {
      ...join,
      element,
      counts: incoming.map((flow) => join.counts[slotOf(flow)] ?? 0),
      ...(awaited !== undefined && { awaited: incoming.map((flow) => awaited[slotOf(flow)] ?? true) }),
    };
  }

  problemsOf(instance: Readonly<ElementInstance>, state: ProcessState): readonly MigrationProblem[] {
    const old = this.from.elements[instance.element];
    const target = this.to.elements[this.indexOf(instance.element)];
    if (old === undefined || target === undefined) return [problem(old, 'ELEMENT_MISSING')];
    if (old.type !== target.type || (old.event?.kind ?? null) !== (target.event?.kind ?? null)) return [problem(old, 'TYPE_CHANGED')];
    if (old.loop?.kind !== target.loop?.kind) return [problem(old, 'LOOP_CHANGED')];
    const scope = state.elements.get(instance.scope);
    const isSameScope = scope === undefined || instance.compensates !== undefined || scope.element === instance.element || this.indexOf(scope.element) === target.scope;
    const flowIsMissing = instance.chosenFlow !== undefined && this.flowOf(instance.chosenFlow) < 0;
    return [...(isSameScope ? [] : [problem(old, 'SCOPE_CHANGED')]), ...(flowIsMissing ? [problem(old, 'FLOW_MISSING')] : [])];
  }

  problemsOfJoin(join: JoinTokens): readonly MigrationProblem[] {
    const old = this.from.elements[join.element];
    const target = this.to.elements[this.indexOf(join.element)];
    if (old === undefined || target === undefined) return [problem(old, 'ELEMENT_MISSING')];
    if (old.type !== target.type || target.reach.length === 0) return [problem(old, 'TYPE_CHANGED')];
    const isLost = join.counts.some((count, slot) => count > 0 && !target.incoming.includes(this.flowOf(old.incoming[slot] ?? -1)));
    return isLost ? [problem(old, 'FLOW_MISSING')] : [];
  }

  problemsOfCompensation(entry: CompensationEntry): readonly MigrationProblem[] {
    const isMissing = this.indexOf(entry.element) < 0 || (entry.handler >= 0 && this.indexOf(entry.handler) < 0);
    return [...(isMissing ? [problem(this.from.elements[entry.element], 'HANDLER_MISSING')] : []), ...entry.nested.flatMap((inner) => this.problemsOfCompensation(inner))];
  }
}

function problem(element: ElementModel | undefined, code: MigrationProblem['code']): MigrationProblem {
  const [reason, reasonVi] = texts[code];
  return { elementId: element?.id ?? '', code, reason, reasonVi };
}
