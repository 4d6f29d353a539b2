import { localDate, localInstant } from '@vanthu/documents';
import { BASE_TENANT, type ProcessRunner, type StoredDefinition } from '@vanthu/engine';
import { VanthuError, type Family, type Language, type LintFinding, type Person, type PublishVariant, type Routing } from '@vanthu/model';
import type { AuditLog, Organisation, ProcessQueries } from '@vanthu/persistence';
import { InputError } from '../problems/input.js';
import type { UnitTree } from '../runtime/unit-tree.js';
import type { ProcessFamily } from './process-library.js';
import { modelFindings } from './decision-findings.js';
import { variantFindings } from './variant-checks.js';

export interface RoutingServices {
  readonly runner: ProcessRunner;
  readonly queries: ProcessQueries;
  readonly organisation: Organisation;
  readonly audit: AuditLog;
  readonly units: UnitTree;
  readonly library: readonly ProcessFamily[];
  /** Job types that this installation has workers for. */
  readonly jobTypes: () => ReadonlySet<string>;
}

const baseName = { vi: 'Bản gốc', en: 'Base' } as const;

/** Each unit's own routing: shown, checked, published by its administrators. */
export class RoutingDesk {
  constructor(private readonly services: RoutingServices) {}

  /** With the variants of the units that the person administers. */
  async families(person: Person): Promise<Family[]> {
    const { library, queries } = this.services;
    const variants = (await queries.tenantsOf(library.flatMap(({ entry }) => entry ?? []))).filter(({ tenantId }) => tenantId !== BASE_TENANT && this.administers(person, tenantId));
    return library.flatMap(({ id, name, entry }) =>
      entry === null ? [] : [{ id, name, variantUnitIds: variants.filter(({ processId }) => processId === entry).map(({ tenantId }) => tenantId) }],
    );
  }

  /** @throws VanthuError NOT_FOUND, NOT_ALLOWED */
  async routing(person: Person, familyId: string, unitId: string, language: Language): Promise<Routing> {
    this.assertAdministers(person, unitId);
    const definition = await this.services.runner.store.latestDefinition('process', this.entryOf(familyId), this.services.units.tenantChain(unitId), this.services.runner.clock.now());
    if (!definition) throw new VanthuError('NOT_FOUND', { what: 'family' });
    return this.describe(familyId, unitId, definition, language);
  }

  /** Everything that keeps it from being published, and what deserves a look; a family of decisions alone is a decision model. @throws VanthuError NOT_FOUND */
  async lint(familyId: string, xml: string): Promise<LintFinding[]> {
    const { library, jobTypes, runner } = this.services;
    const family = library.find((each) => each.id === familyId);
    if (family?.entry === null) return modelFindings(xml, null);
    const processId = this.entryOf(familyId);
    const baseXml = family?.resources.find((each) => each.name === `${familyId}/${familyId}.bpmn`)?.content ?? '';
    return variantFindings(xml, {
      familyId, processId, jobTypes: jobTypes(), baseXml,
      decisionOf: async (id) => (await runner.store.latestDefinition('decision', id, [BASE_TENANT], runner.clock.now()))?.content ?? null,
    });
  }

  /** @throws VanthuError NOT_FOUND, NOT_ALLOWED, VARIANT_INVALID with the findings; InputError for a day that has passed */
  async publish(person: Person, familyId: string, { unitId, xml, effectiveFrom }: PublishVariant, language: Language): Promise<Routing> {
    this.assertAdministers(person, unitId);
    const from = beginning(effectiveFrom);
    refuseErrors(await this.lint(familyId, xml));
    const deployed = await this.services.runner.deploy([{ name: `${familyId}/units/${unitId}/${familyId}.bpmn`, content: xml, tenantId: unitId, ...(from !== null && { effectiveFrom: from }) }]);
    if (deployed.kind === 'refused') throw refusal(deployed.problems.map(({ elementId, code, reason }) => ({ elementId: elementId ?? null, severity: 'error', rule: code, message: { vi: reason, en: reason } })));
    const definition = deployed.definitions.find((each) => each.id === this.entryOf(familyId));
    if (!definition) throw new Error(`the deployment of ${familyId} for ${unitId} holds no ${familyId}`);
    await this.services.audit.append({ actor: person.username, action: 'routing.published', facts: { family: familyId, unit: unitId, version: definition.version } });
    return this.describe(familyId, unitId, { ...definition, content: xml }, language);
  }

  private entryOf(familyId: string): string {
    const entry = this.services.library.find((each) => each.id === familyId)?.entry;
    if (!entry) throw new VanthuError('NOT_FOUND', { what: 'family' });
    return entry;
  }

  private async describe(familyId: string, unitId: string, definition: StoredDefinition, language: Language): Promise<Routing> {
    const source = definition.tenantId === BASE_TENANT ? null : await this.services.organisation.unit(definition.tenantId);
    return {
      familyId,
      unitId,
      sourceUnitId: source?.id ?? null,
      sourceName: source?.name ?? baseName[language],
      version: definition.version,
      processDefinitionKey: definition.key,
      effectiveFrom: localDate(definition.effectiveFrom),
      xml: definition.content,
    };
  }

  private assertAdministers(person: Person, unitId: string): void {
    if (!this.services.units.has(unitId)) throw new VanthuError('NOT_FOUND', { what: 'unit' });
    if (!this.administers(person, unitId)) throw new VanthuError('NOT_ALLOWED', { needed: 'unitAdmin' });
  }

  /** The administrator of a unit has those below it too; the system's administrator has all. */
  private administers({ assignments }: Person, unitId: string): boolean {
    const above = this.services.units.upwards(unitId);
    return assignments.some((each) => each.role === 'systemAdmin' || (each.role === 'unitAdmin' && above.includes(each.unitId)));
  }
}

/** epoch ms of the day's first moment in Vietnam; null for today, which is at once. */
function beginning(effectiveFrom: string | undefined): number | null {
  const today = localDate(Date.now());
  if (effectiveFrom === undefined || effectiveFrom === today) return null;
  if (effectiveFrom < today) throw new InputError([{ path: 'effectiveFrom', code: 'FIELD_INVALID', facts: { reason: 'dateInPast' } }]);
  return localInstant(effectiveFrom, 0);
}

function refuseErrors(findings: readonly LintFinding[]): void {
  if (findings.some((each) => each.severity === 'error')) throw refusal(findings);
}

function refusal(findings: readonly LintFinding[]): VanthuError {
  return new VanthuError('VARIANT_INVALID', { count: findings.filter((each) => each.severity === 'error').length }, { findings });
}
