import { Body, Controller, HttpCode, Post, Res, UseGuards } from '@nestjs/common';
import { ProcessRunner } from '@vanthu/engine';
import type { Response } from 'express';
import { z } from 'zod';
import { Readiness } from '../../operations/readiness.js';
import { CalledBy, type Caller } from '../authentication/caller.js';
import { abortedWith } from '../operations/client-gone.js';
import { OfficialWorkGuard } from '../official-work/official-work.guard.js';
import { keySchema, operationReferenceSchema } from '../problems/free-form.js';
import { done, refusalOf } from '../problems/outcomes.js';
import { RestKey, parseRequest } from '../problems/rest-input.js';
import { RestProblem } from '../problems/rest-problem.js';
import { unitOf } from '../problems/tenant.js';
import { modificationSchema } from './modification.js';
import { Modifications } from './modifications.js';
import { newInstanceSchema } from './new-instance.js';

export const cancellationSchema = z.strictObject({ operationReference: operationReferenceSchema });

export const migrationSchema = z.strictObject({
  targetProcessDefinitionKey: keySchema,
  mappingInstructions: z.array(z.strictObject({ sourceElementId: z.string().min(1), targetElementId: z.string().min(1) })),
  operationReference: operationReferenceSchema,
});

@Controller('v2/process-instances')
export class ProcessInstancesController {
  constructor(
    private readonly runner: ProcessRunner,
    private readonly modifications: Modifications,
    private readonly readiness: Readiness,
  ) {}

  @Post()
  @HttpCode(200)
  async create(@Body() body: unknown, @CalledBy() { username }: Caller, @Res({ passthrough: true }) response: Response) {
    const wanted = parseRequest(newInstanceSchema, body);
    const { processDefinitionVersion: version = -1, startInstructions = [], runtimeInstructions = [], businessId } = wanted;
    const started = await this.runner.startInstance({
      ...(wanted.processDefinitionKey === undefined ? { processId: wanted.processDefinitionId ?? '' } : { definitionKey: wanted.processDefinitionKey }),
      ...(version > 0 && { version }),
      ...(startInstructions.length > 0 && { startInstructions }),
      ...(runtimeInstructions.length > 0 && { terminateAfter: runtimeInstructions.map((each) => each.afterElementId) }),
      ...(typeof businessId === 'string' && { businessKey: businessId }),
      ...(wanted.awaitCompletion && { awaitCompletion: { timeoutMs: wanted.requestTimeout, fetchVariables: wanted.fetchVariables ?? [], signal: abortedWith(response, this.readiness.stopping) } }),
      orgUnitId: unitOf(wanted.tenantId),
      variables: wanted.variables ?? {},
      actor: { username },
    });
    if (started.kind === 'rejection') throw refusalOf(started);
    const definition = await this.runner.definitions.definition(started.definitionKey);
    const answer = {
      processInstanceKey: started.instanceKey,
      processDefinitionKey: started.definitionKey,
      processDefinitionId: definition?.id ?? '',
      processDefinitionVersion: definition?.version ?? 0,
      tenantId: definition?.tenantId ?? '',
      tags: [],
      businessId: businessId ?? null,
    };
    if (!started.completion) return { ...answer, variables: {} };
    const completion = await started.completion;
    if (completion.kind === 'timeout') throw new RestProblem('GATEWAY_TIMEOUT', `Process instance ${started.instanceKey} was created and has not completed within ${wanted.requestTimeout} ms. It goes on.`);
    if (completion.kind !== 'completed') throw new RestProblem('INVALID_STATE', `Process instance ${started.instanceKey} was ${completion.kind} before it completed.`);
    return { ...answer, variables: completion.variables };
  }

  @Post(':processInstanceKey/cancellation')
  @HttpCode(204)
  async cancel(@RestKey('processInstanceKey') key: string, @Body() body: unknown, @CalledBy() { username }: Caller): Promise<void> {
    parseRequest(cancellationSchema, body);
    await done(this.runner.cancel(key, { reason: 'REST API', actor: { username } }));
  }

  @Post(':processInstanceKey/modification')
  @UseGuards(OfficialWorkGuard)
  @HttpCode(204)
  async modify(@RestKey('processInstanceKey') key: string, @Body() body: unknown, @CalledBy() { username }: Caller): Promise<void> {
    await this.modifications.modify(key, parseRequest(modificationSchema, body), { username });
  }

  @Post(':processInstanceKey/migration')
  @UseGuards(OfficialWorkGuard)
  @HttpCode(204)
  async migrate(@RestKey('processInstanceKey') key: string, @Body() body: unknown, @CalledBy() { username }: Caller): Promise<void> {
    const { targetProcessDefinitionKey: targetDefinitionKey, mappingInstructions } = parseRequest(migrationSchema, body);
    const mapping = Object.fromEntries(mappingInstructions.map((each) => [each.sourceElementId, each.targetElementId]));
    const outcome = await this.runner.migrate(key, { targetDefinitionKey, mapping, reason: 'REST API', actor: { username } });
    if (outcome.kind === 'rejection') throw refusalOf(outcome);
    if (outcome.kind === 'refused') throw new RestProblem('INVALID_STATE', `The instance was not migrated:\n${outcome.problems.map((each) => `${each.elementId}: ${each.reason}`).join('\n')}`);
    if (outcome.kind === 'migrated') await outcome.effects;
  }
}
