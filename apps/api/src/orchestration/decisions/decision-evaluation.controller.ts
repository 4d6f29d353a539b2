import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ProcessRunner } from '@vanthu/engine';
import type { Request } from 'express';
import { z } from 'zod';
import { apiVersionOf } from '../operations/api-version.js';
import { keySchema, variablesSchema } from '../problems/free-form.js';
import { refusalOf } from '../problems/outcomes.js';
import { parseRequest } from '../problems/rest-input.js';
import { tenantIdSchema, unitOf } from '../problems/tenant.js';
import { evaluationAnswer } from './evaluation-answer.js';

export const evaluationSchema = z
  .strictObject({ decisionDefinitionId: z.string().min(1).optional(), decisionDefinitionKey: keySchema.optional(), variables: variablesSchema.nullish(), tenantId: tenantIdSchema })
  .refine((each) => (each.decisionDefinitionId === undefined) !== (each.decisionDefinitionKey === undefined), 'Exactly one of decisionDefinitionId and decisionDefinitionKey is needed');

@Controller('v2/decision-definitions')
export class DecisionEvaluationController {
  constructor(private readonly runner: ProcessRunner) {}

  @Post('evaluation')
  @HttpCode(200)
  async evaluate(@Body() body: unknown, @Req() request: Request) {
    const { decisionDefinitionId: decisionId, decisionDefinitionKey: decisionKey, variables, tenantId } = parseRequest(evaluationSchema, body);
    const evaluated = await this.runner.evaluateDecision({ ...(decisionKey !== undefined && { decisionKey }), ...(decisionId !== undefined && { decisionId }), variables: variables ?? {}, orgUnitId: unitOf(tenantId) });
    if (evaluated.kind === 'rejection') throw refusalOf(evaluated);
    return evaluationAnswer(evaluated, this.runner, apiVersionOf(request));
  }
}
