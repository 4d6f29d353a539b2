import { ItemTypes } from '../decisions/item-types.js';
import { Problems } from '../decisions/problems.js';
import { childOf, childrenOf, idOf, readDefinitions, tagOf, textOf } from '../decisions/xml.js';
import type { DmnError, ModdleNode } from '../decisions/xml.js';
import { parseUnaryTests } from '../syntax/parse.js';
import type { UnaryTestsNode } from '../syntax/tree.js';
import { structureOf } from '../types/conformance.js';
import type { FeelKind } from '../values/value.js';
import { checkTexts } from './check-texts.js';
import { ColumnDomain } from './column-domain.js';
import type { Finding } from './finding.js';
import { common, uncovered } from './table-space.js';
import type { Box } from './table-space.js';

interface CheckedTable {
  readonly ownerId: string;
  readonly node: ModdleNode;
  readonly inputs: readonly ModdleNode[];
  readonly domains: readonly ColumnDomain[];
  readonly columns: readonly (readonly number[])[];
  readonly boxes: readonly Box[];
  readonly outputs: readonly string[];
  readonly policy: string;
}

const OPAQUE: UnaryTestsNode = { tag: 'unary tests', negated: false, tests: [{ tag: 'input', from: 0, to: 0 }], from: 0, to: 0 };

/**
 * Advice on a model: tables with overlaps, gaps, rules that never fire, inputs that are never tested; texts of decisions
 * that cannot be read, have type errors or unknown names.
 */
export async function checkDecisions(xml: string): Promise<readonly Finding[] | DmnError> {
  const definitions = readDefinitions(xml);
  if ('kind' in definitions && definitions.kind === 'error') return definitions as unknown as DmnError;
  const root = definitions as ModdleNode;
  const allowed = allowedValues(root);
  const types = new ItemTypes(childrenOf(root, 'itemDefinition'), new Map(), new Problems());
  const tables = childrenOf(root, 'drgElement').flatMap((element) => tablesIn(element).flatMap((node) => checkTable(prepare(node, idOf(element), allowed, types))));
  return [...checkTexts(root, types), ...tables];
}

function allowedValues(root: ModdleNode): ReadonlyMap<string, string> {
  return new Map(childrenOf(root, 'itemDefinition').flatMap((definition) => {
    const text = textOf(childOf(definition, 'allowedValues'), 'text');
    return text === undefined ? [] : [[textOf(definition, 'name') ?? '', text] as const];
  }));
}

/** Tables anywhere in an element. */
function tablesIn(node: ModdleNode): ModdleNode[] {
  if (tagOf(node) === 'DecisionTable') return [node];
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value])).filter(isNode).flatMap(tablesIn);
}

function isNode(value: unknown): value is ModdleNode {
  return typeof value === 'object' && value !== null && '$type' in value && !/Reference$|Requirement$/.test((value as ModdleNode).$type);
}

function prepare(node: ModdleNode, ownerId: string, allowed: ReadonlyMap<string, string>, types: ItemTypes): CheckedTable {
  const inputs = childrenOf(node, 'input');
  const rules = childrenOf(node, 'rule');
  const cells = rules.map((rule) => childrenOf(rule, 'inputEntry').map((cell) => cellOf(textOf(cell, 'text') ?? '')));
  const domains = inputs.map((input, column) => {
    const typeRef = textOf(childOf(input, 'inputExpression'), 'typeRef') ?? '';
    const limit = textOf(childOf(input, 'inputValues'), 'text') ?? allowed.get(typeRef);
    return ColumnDomain.of(cells.map((row) => row[column] ?? OPAQUE), limit === undefined ? null : cellOf(limit), kindNamed(typeRef, types));
  });
  return {
    ownerId,
    node,
    inputs,
    domains,
    columns: domains.map((domain) => domain.places),
    boxes: cells.map((row) => domains.map((domain, column) => domain.placesOf(row[column] ?? OPAQUE))),
    outputs: rules.map((rule) => childrenOf(rule, 'outputEntry').map((cell) => (textOf(cell, 'text') ?? '').trim()).join('\n')),
    policy: textOf(node, 'hitPolicy') ?? 'UNIQUE',
  };
}

function kindNamed(typeRef: string, types: ItemTypes): FeelKind | null {
  const type = structureOf(types.refer(typeRef, ''));
  return type.tag === 'kind' ? type.kind : null;
}

function cellOf(text: string): UnaryTestsNode {
  const node = parseUnaryTests(text);
  return 'tag' in node ? node : OPAQUE;
}

function checkTable(table: CheckedTable): Finding[] {
  return [...overlaps(table), ...gaps(table), ...idleRules(table), ...unusedInputs(table)];
}

type Part = Pick<Finding, 'code' | 'severity' | 'message' | 'messageVi' | 'rules'>;

function finding(table: CheckedTable, part: Part, point: readonly number[] | null): Finding {
  const inputs = (point ?? []).map((place, column) => inputOf(table, column, table.domains[column]?.textOf(place) ?? '-'));
  return { ...part, ownerId: table.ownerId, tableId: idOf(table.node), inputs };
}

function inputOf(table: CheckedTable, column: number, values: string): Finding['inputs'][number] {
  const input = table.inputs[column];
  return { inputId: idOf(input), label: textOf(input, 'label') ?? textOf(childOf(input, 'inputExpression'), 'text') ?? '', values };
}

/** Where one hit is meant, no two rules may match; ANY allows it when they say the same. */
function overlaps(table: CheckedTable): Finding[] {
  if (table.policy !== 'UNIQUE' && table.policy !== 'ANY') return [];
  const findings: Finding[] = [];
  for (const [second, box] of table.boxes.entries()) {
    for (const [first, earlier] of table.boxes.slice(0, second).entries()) {
      if (table.policy === 'ANY' && table.outputs[first] === table.outputs[second]) continue;
      const point = common(table.columns, earlier, box);
      if (!point) continue;
      const texts = { message: `Rules ${first + 1} and ${second + 1} both match.`, messageVi: `Quy tắc ${first + 1} và ${second + 1} cùng khớp.` };
      findings.push(finding(table, { code: 'TABLE_OVERLAP', severity: 'ERROR', ...texts, rules: [first + 1, second + 1] }, point));
    }
  }
  return findings;
}

function gaps(table: CheckedTable): Finding[] {
  const hasDefault = childrenOf(table.node, 'output').some((output) => childOf(output, 'defaultOutputEntry'));
  const point = hasDefault ? null : uncovered(table.columns, table.boxes);
  return point ? [finding(table, { code: 'TABLE_GAP', severity: 'HINT', message: 'No rule matches these values.', messageVi: 'Không quy tắc nào khớp các giá trị này.', rules: [] }, point)] : [];
}

function idleRules(table: CheckedTable): Finding[] {
  return table.boxes.flatMap((box, index) => {
    const rules = [index + 1];
    if (box.some((places) => places?.size === 0)) {
      return [finding(table, { code: 'RULE_NEVER_MATCHES', severity: 'ERROR', message: `No value matches rule ${index + 1}.`, messageVi: `Không giá trị nào khớp quy tắc ${index + 1}.`, rules }, null)];
    }
    if (table.policy !== 'FIRST' || box.includes(null)) return [];
    const earlier = table.boxes.slice(0, index).filter((one) => !one.includes(null));
    const within = box.map((places) => [...(places ?? [])]);
    if (earlier.length === 0 || !isCovered(within, earlier)) return [];
    const texts = { message: `Earlier rules match whatever rule ${index + 1} would.`, messageVi: `Các quy tắc trước đã khớp hết những gì quy tắc ${index + 1} khớp.` };
    return [finding(table, { code: 'RULE_UNREACHABLE', severity: 'ERROR', ...texts, rules }, null)];
  });
}

/** Covered for certain: a search that gave up says nothing. */
function isCovered(within: readonly (readonly number[])[], boxes: readonly Box[]): boolean {
  const size = within.reduce((product, places) => product * places.length, 1);
  return size * boxes.length <= 150_000 && uncovered(within, boxes) === null;
}

function unusedInputs(table: CheckedTable): Finding[] {
  return table.inputs.flatMap((_input, column) => {
    const places = table.columns[column] ?? [];
    const isUnused = table.boxes.length > 0 && table.boxes.every((box) => box[column]?.size === places.length);
    if (!isUnused) return [];
    const part = { code: 'INPUT_UNUSED', severity: 'HINT', message: 'No rule tests this input.', messageVi: 'Không quy tắc nào xét đầu vào này.', rules: [] } as const;
    return [{ ...finding(table, part, null), inputs: [inputOf(table, column, '-')] }];
  });
}
