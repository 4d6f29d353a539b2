import { localDate, localInstant } from '@vanthu/documents';
import { BASE_TENANT, compileProcesses, type ProcessModel, type ProcessRunner, type StoredDefinition } from '@vanthu/engine';
import { VanthuError, type Family, type LintFinding, type Person, type PublishVariant, type Routing } from '@vanthu/model';
import type { AuditLog, Organisation } from '@vanthu/persistence';
import type { UnitTree } from '../runtime/unit-tree.js';
import { guardrailFindings } from './guardrails.js';
import type { ProcessFamily } from './process-library.js';

export interface RoutingServices {
  readonly runner: ProcessRunner;
  readonly organisation: Organisation;
  readonly audit: AuditLog;
  readonly units: UnitTree;
  readonly library: readonly ProcessFamily[];
  /** Job types that this installation has workers for. */
  readonly jobTypes: () => ReadonlySet<string>;
}

/** Each unit's own routing: shown, checked, published by its administrators. */
export class RoutingDesk {
  constructor(private readonly services: RoutingServices) {}

  async families(person: Person): Promise<Family[]> {
    const units = this.administered(person);
    return Promise.all(
      this.services.library.flatMap(({ id, name, entry }) =>
        entry === null ? [] : [Promise.all(units.map((unit) => this.services.runner.store.latestDefinition('process', entry, [unit], Date.now()))).then((found) => ({ id, name, variantUnitIds: found.flatMap((each) => (each ? [each.tenantId] : [])) }))],
      ),
    );
  }

  async routing(person: Person, familyId: string, unitId: string): Promise<Routing> {
    this.assertAdministers(person, unitId);
    const definition = await this.services.runner.store.latestDefinition('process', this.entryOf(familyId), this.services.units.tenantChain(unitId), Date.now());
    if (!definition) throw new VanthuError('NOT_FOUND', { what: `quy trình ${familyId}` });
    return this.describe(familyId, unitId, definition);
  }

  /** Everything that keeps it from being published, and what deserves a look. */
  async lint(familyId: string, xml: string): Promise<LintFinding[]> {
    const result = await compileProcesses(xml);
    if (!result.ok) return result.problems.map(({ elementId, code, reason, reasonVi }) => ({ elementId, severity: 'error', rule: code, message: { vi: reasonVi, en: reason } }));
    const model = result.processes.find((each) => each.processId === this.entryOf(familyId));
    if (!model) return [wrongProcess(this.entryOf(familyId))];
    return [...guardrailFindings(familyId, model), ...this.unknownJobs(model), ...unassignedTasks(model)];
  }

  async publish(person: Person, familyId: string, { unitId, xml, effectiveFrom }: PublishVariant): Promise<Routing> {
    this.assertAdministers(person, unitId);
    const findings = await this.lint(familyId, xml);
    const errors = findings.filter((each) => each.severity === 'error');
    if (errors.length > 0) throw new VanthuError('VARIANT_INVALID', { count: errors.length }, { findings });
    if (effectiveFrom !== undefined && effectiveFrom < localDate(Date.now())) throw new VanthuError('FIELD_INVALID', { reason: 'ngày hiệu lực đã qua' });
    const from = effectiveFrom === undefined || effectiveFrom === localDate(Date.now()) ? undefined : localInstant(effectiveFrom, 0);
    const deployed = await this.services.runner.deploy([{ name: `${familyId}/units/${unitId}/${familyId}.bpmn`, content: xml, tenantId: unitId, ...(from !== undefined && { effectiveFrom: from }) }]);
    if (deployed.kind === 'refused') throw new VanthuError('VARIANT_INVALID', { count: deployed.problems.length });
    const definition = deployed.definitions.find((each) => each.id === this.entryOf(familyId));
    if (!definition) throw new VanthuError('NOT_FOUND', { what: `quy trình ${familyId}` });
    await this.services.audit.append({ actor: person.username, action: 'routing.published', facts: { family: familyId, unit: unitId, version: definition.version } });
    return this.describe(familyId, unitId, { ...definition, content: xml });
  }

  private entryOf(familyId: string): string {
    const entry = this.services.library.find((each) => each.id === familyId)?.entry;
    if (!entry) throw new VanthuError('NOT_FOUND', { what: `quy trình ${familyId}` });
    return entry;
  }

  private async describe(familyId: string, unitId: string, definition: StoredDefinition): Promise<Routing> {
    const source = definition.tenantId === BASE_TENANT ? null : await this.services.organisation.unit(definition.tenantId);
    return {
      familyId,
      unitId,
      sourceUnitId: source?.id ?? null,
      sourceName: source?.name ?? 'Bản gốc',
      version: definition.version,
      processDefinitionKey: definition.key,
      effectiveFrom: localDate(definition.effectiveFrom),
      xml: definition.content,
    };
  }

  /** Units whose administrator the person is; the system's administrator has all agencies kept here. */
  private administered(person: Person): string[] {
    return person.assignments.filter((each) => each.role === 'unitAdmin' || each.role === 'systemAdmin').map((each) => each.unitId);
  }

  private assertAdministers(person: Person, unitId: string): void {
    const own = new Set(this.administered(person));
    const above = this.services.units.upwards(unitId);
    if (!above.some((each) => own.has(each))) throw new VanthuError('NOT_ALLOWED', { needed: `unitAdmin ${unitId}` });
  }

  private unknownJobs(model: ProcessModel): LintFinding[] {
    const known = this.services.jobTypes();
    return model.elements.flatMap(({ id, job }) =>
      job?.type.kind === 'static' && !known.has(job.type.text)
        ? [{ elementId: id, severity: 'error' as const, rule: 'job-type-unknown', message: { vi: `Không có kết nối nào làm việc "${job.type.text}".`, en: `No connector works on "${job.type.text}".` } }]
        : [],
    );
  }
}

function unassignedTasks(model: ProcessModel): LintFinding[] {
  return model.elements.flatMap(({ id, userTask }) =>
    userTask && !userTask.assignee && !userTask.candidateUsers && !userTask.candidateGroups
      ? [{ elementId: id, severity: 'warning' as const, rule: 'task-unassigned', message: { vi: 'Việc này chưa có người hoặc nhóm nhận.', en: 'Nobody is given this task.' } }]
      : [],
  );
}

function wrongProcess(entry: string): LintFinding {
  return { elementId: null, severity: 'error', rule: 'process-id', message: { vi: `Mã quy trình phải giữ là "${entry}".`, en: `The process id must stay "${entry}".` } };
}
