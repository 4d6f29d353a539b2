import { Body, Controller, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import { decisionDefinitions, decisionInstances, decisionRequirements, wholeDecisionInstances, type SearchItem } from '@vanthu/persistence';
import type { Request } from 'express';
import { apiVersionOf, type ApiVersion } from '../operations/api-version.js';
import { RestKey } from '../problems/rest-input.js';
import { RestProblem } from '../problems/rest-problem.js';
import { evaluationIdOf, shownInstance, withEvaluationIds } from './evaluation-ids.js';
import { Searches } from './searches.js';

@Controller('v2/decision-definitions')
export class DecisionDefinitionReadsController {
  constructor(private readonly searches: Searches) {}

  @Post('search')
  @HttpCode(200)
  search(@Body() body: unknown) {
    return this.searches.search(decisionDefinitions, body);
  }

  @Get(':decisionDefinitionKey')
  definition(@RestKey('decisionDefinitionKey') key: string) {
    return this.searches.get(decisionDefinitions, key, 'Decision definition');
  }

  @Get(':decisionDefinitionKey/xml')
  @Header('content-type', 'text/xml; charset=utf-8')
  xml(@RestKey('decisionDefinitionKey') key: string): Promise<string> {
    return contentOf(this.searches, key, 'decision', 'Decision definition');
  }
}

@Controller('v2/decision-requirements')
export class DecisionRequirementsReadsController {
  constructor(private readonly searches: Searches) {}

  @Post('search')
  @HttpCode(200)
  search(@Body() body: unknown) {
    return this.searches.search(decisionRequirements, body);
  }

  @Get(':decisionRequirementsKey')
  requirements(@RestKey('decisionRequirementsKey') key: string) {
    return this.searches.get(decisionRequirements, key, 'Decision requirements');
  }

  @Get(':decisionRequirementsKey/xml')
  @Header('content-type', 'text/xml; charset=utf-8')
  xml(@RestKey('decisionRequirementsKey') key: string): Promise<string> {
    return contentOf(this.searches, key, 'drg', 'Decision requirements');
  }
}

@Controller('v2/decision-instances')
export class DecisionInstanceReadsController {
  constructor(private readonly searches: Searches) {}

  @Post('search')
  @HttpCode(200)
  async search(@Body() body: unknown, @Req() request: Request) {
    const { items, page } = await this.searches.search(decisionInstances, withEvaluationIds(body));
    return { items: items.map((each) => shownInstance(each, apiVersionOf(request))), page };
  }

  @Get(':decisionEvaluationInstanceKey')
  async instance(@Param('decisionEvaluationInstanceKey') key: string, @Req() request: Request) {
    const id = evaluationIdOf(key);
    if (id === null) throw new RestProblem('INVALID_ARGUMENT', `The provided decisionEvaluationInstanceKey '${key.slice(0, 40)}' is not a valid key.`);
    const [evaluation, position] = id.split('-');
    const found = await this.searches.get(wholeDecisionInstances, key, 'Decision instance', { decisionEvaluationKey: evaluation, position: Number(position) });
    return detailed(shownInstance(found, apiVersionOf(request)), apiVersionOf(request));
  }
}

async function contentOf({ reads }: Searches, key: string, kind: 'decision' | 'drg', what: string): Promise<string> {
  const xml = await reads.content(key, kind);
  if (xml === null) throw new RestProblem('NOT_FOUND', `${what} with key '${key}' not found.`);
  return xml;
}

/** 8.9 names the rule of an output a second time. */
function detailed(item: SearchItem, version: ApiVersion): SearchItem {
  if (version === '8.8') return item;
  const rules = item['matchedRules'] as readonly { readonly ruleId: string; readonly ruleIndex: number; readonly evaluatedOutputs: readonly object[] }[];
  return { ...item, matchedRules: rules.map((rule) => ({ ...rule, evaluatedOutputs: rule.evaluatedOutputs.map((each) => ({ ...each, ruleId: rule.ruleId, ruleIndex: rule.ruleIndex })) })) };
}
