import type { ProcessRunner, StoredDefinition } from '@vanthu/engine';

/** The file of decisions that a decision was deployed with. */
export async function requirementsOf(decision: Omit<StoredDefinition, 'content'>, { store }: Pick<ProcessRunner, 'store'>): Promise<Pick<StoredDefinition, 'key' | 'id'>> {
  const together = await store.definitionsOfDeployment(decision.deploymentKey);
  return together.find((each) => each.kind === 'drg' && each.resourceName === decision.resourceName) ?? decision;
}
