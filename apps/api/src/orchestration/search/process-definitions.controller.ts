import { Body, Controller, Get, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { BASE_TENANT, ProcessRunner } from '@vanthu/engine';
import { definitionStatistics, processDefinitions, subscriptionStatistics, versionStatistics } from '@vanthu/persistence';
import type { Request, Response } from 'express';
import { apiVersionOf } from '../operations/api-version.js';
import { RestKey } from '../problems/rest-input.js';
import { RestProblem } from '../problems/rest-problem.js';
import { formAnswer, noForm } from './form-answer.js';
import { checked, filterIn, Searches } from './searches.js';

@Controller('v2/process-definitions')
export class ProcessDefinitionReadsController {
  constructor(
    private readonly searches: Searches,
    private readonly runner: ProcessRunner,
  ) {}

  @Post('search')
  @HttpCode(200)
  search(@Body() body: unknown) {
    return this.searches.search(processDefinitions, body);
  }

  @Post('statistics/process-instances')
  @HttpCode(200)
  statistics(@Body() body: unknown) {
    return this.searches.search(definitionStatistics, body);
  }

  @Post('statistics/process-instances-by-version')
  @HttpCode(200)
  versions(@Body() body: unknown) {
    return this.searches.search(versionStatistics, body);
  }

  @Post('statistics/message-subscriptions')
  @HttpCode(200)
  subscriptions(@Body() body: unknown) {
    return this.searches.search(subscriptionStatistics, body);
  }

  @Get(':processDefinitionKey')
  definition(@RestKey('processDefinitionKey') key: string) {
    return this.searches.get(processDefinitions, key, 'Process definition');
  }

  @Get(':processDefinitionKey/xml')
  @Header('content-type', 'text/xml; charset=utf-8')
  async xml(@RestKey('processDefinitionKey') key: string): Promise<string> {
    const xml = await this.searches.reads.content(key, 'process');
    if (xml === null) throw new RestProblem('NOT_FOUND', `Process definition with key '${key}' not found.`);
    return xml;
  }

  /** 204 when the process has no form at its start. */
  @Get(':processDefinitionKey/form')
  async form(@RestKey('processDefinitionKey') key: string, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    await this.searches.get(processDefinitions, key, 'Process definition');
    const start = await this.searches.reads.startFormOf(key);
    const form = start && (await this.runner.definitions.findLatest('form', start.formId, [...new Set([start.tenantId, BASE_TENANT])]));
    if (form) return formAnswer(form, apiVersionOf(request));
    return noForm(response);
  }

  @Post(':processDefinitionKey/statistics/element-instances')
  @HttpCode(200)
  async elements(@RestKey('processDefinitionKey') key: string, @Body() body: unknown) {
    return { items: await checked(this.searches.reads.elementsOfDefinition(key, filterIn(body))) };
  }
}
