import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { localDate } from '@vanthu/documents';
import { VanthuError, directiveSchema } from '@vanthu/model';
import { z } from 'zod';
import { actedSchema, authorOf } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** Where the leader names no deadline, this many working days are given. */
const DEFAULT_WORKING_DAYS = 15;

/** Bút phê: one lead unit, others to coordinate or to know, a deadline in working days of the agency's calendar. */
export function recordDirective({ progress, reader, organisation, calendar }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Ghi ý kiến chỉ đạo', en: 'Record the directive' },
    input: actedSchema.extend({ directive: directiveSchema.extend({ coordinatingUnitIds: z.array(z.string()).nullish(), informedUnitIds: z.array(z.string()).nullish() }) }),
    output: z.object({ leadUnitId: z.string(), coordinatingUnitIds: z.array(z.string()), informedUnitIds: z.array(z.string()), dueAt: z.string() }),
    async execute({ documentId, directive, actor }, context) {
      const document = await reader.get(documentId);
      const { leadUnitId } = directive;
      const without = (ids: readonly string[] | null | undefined, taken: readonly string[]) => [...new Set(ids ?? [])].filter((id) => !taken.includes(id));
      const coordinatingUnitIds = without(directive.coordinatingUnitIds, [leadUnitId]);
      const informedUnitIds = without(directive.informedUnitIds, [leadUnitId, ...coordinatingUnitIds]);
      await assertOfAgency(organisation, document.agencyId, [leadUnitId, ...coordinatingUnitIds, ...informedUnitIds]);
      const from = document.directive ? Date.parse(document.directive.at) : context.now().getTime();
      const dueAt = calendar.addWorkingDays(from, directive.workingDays ?? DEFAULT_WORKING_DAYS, document.agencyId);
      const { name } = await authorOf(organisation, actor);
      await progress.recordDirective(documentId, { ...directive, coordinatingUnitIds, informedUnitIds, by: name }, localDate(dueAt));
      await progress.setStatus(documentId, 'directed');
      return { leadUnitId, coordinatingUnitIds, informedUnitIds, dueAt: new Date(dueAt).toISOString() };
    },
  });
}

async function assertOfAgency(organisation: StepServices['organisation'], agencyId: string, unitIds: readonly string[]): Promise<void> {
  const units = await organisation.unitsOf(unitIds);
  const foreign = unitIds.filter((id) => units.find((unit) => unit.id === id)?.agencyId !== agencyId);
  if (foreign.length > 0) throw new VanthuError('FIELD_INVALID', { reason: 'foreignUnits', units: foreign.join(', ') });
}
