import type { DeployedDefinition, Deployment, ProcessRunner } from '@vanthu/engine';
import { requirementsOf } from './decision-requirements.js';

type Entry = Readonly<Record<'processDefinition' | 'decisionDefinition' | 'decisionRequirements' | 'form' | 'resource', object | null>>;

const nothing: Entry = { processDefinition: null, decisionDefinition: null, decisionRequirements: null, form: null, resource: null };

export async function deploymentAnswer({ deploymentKey, definitions }: Extract<Deployment, { kind: 'deployed' }>, runner: Pick<ProcessRunner, 'store'>) {
  const deployments = await Promise.all(definitions.map((each) => entryOf(each, runner)));
  return { deploymentKey, tenantId: definitions[0]?.tenantId ?? '<default>', deployments };
}

async function entryOf(definition: DeployedDefinition, runner: Pick<ProcessRunner, 'store'>): Promise<Entry> {
  const { key, id, version, name, resourceName, tenantId } = definition;
  switch (definition.kind) {
    case 'process':
      return { ...nothing, processDefinition: { processDefinitionKey: key, processDefinitionId: id, processDefinitionVersion: version, resourceName, tenantId } };
    case 'form':
      return { ...nothing, form: { formKey: key, formId: id, version, resourceName, tenantId } };
    case 'drg':
      return { ...nothing, decisionRequirements: { decisionRequirementsKey: key, decisionRequirementsId: id, decisionRequirementsName: name, version, resourceName, tenantId } };
    case 'decision': {
      const requirements = await requirementsOf(definition, runner);
      const decision = { decisionDefinitionKey: key, decisionDefinitionId: id, version, name, tenantId };
      return { ...nothing, decisionDefinition: { ...decision, decisionRequirementsKey: requirements.key, decisionRequirementsId: requirements.id } };
    }
  }
}
