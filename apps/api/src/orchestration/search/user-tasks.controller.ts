import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ProcessRunner } from '@vanthu/engine';
import { cutVariables, userTasks, wholeVariables } from '@vanthu/persistence';
import type { Request, Response } from 'express';
import { apiVersionOf } from '../operations/api-version.js';
import { RestKey } from '../problems/rest-input.js';
import { formAnswer, noForm } from './form-answer.js';
import { Searches } from './searches.js';
import { withTags } from './tags.js';
import { isCutting } from './variables.controller.js';

@Controller('v2/user-tasks')
export class UserTaskReadsController {
  constructor(
    private readonly searches: Searches,
    private readonly runner: ProcessRunner,
  ) {}

  @Post('search')
  @HttpCode(200)
  async search(@Body() body: unknown) {
    const { items, page } = await this.searches.search(userTasks, body);
    return { items: items.map(withTags), page };
  }

  @Get(':userTaskKey')
  async task(@RestKey('userTaskKey') key: string) {
    return withTags(await this.known(key));
  }

  /** 204 when the task has no form, or one that was never deployed. */
  @Get(':userTaskKey/form')
  async form(@RestKey('userTaskKey') key: string, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const { formKey } = await this.known(key);
    const form = typeof formKey === 'string' ? await this.runner.definitions.definition(formKey) : null;
    if (form) return formAnswer(form, apiVersionOf(request));
    return noForm(response);
  }

  /** Variables of every scope that the task sees. */
  @Post(':userTaskKey/variables/search')
  @HttpCode(200)
  async variables(@RestKey('userTaskKey') key: string, @Body() body: unknown, @Query('truncateValues') truncateValues: unknown) {
    const { elementInstanceKey } = await this.known(key);
    const scopes = await this.searches.reads.scopesOf(String(elementInstanceKey));
    return this.searches.search(isCutting(truncateValues) ? cutVariables : wholeVariables, body, { scopeKey: { $in: scopes } });
  }

  /** Of variables of the same name only the one that the task sees. */
  @Post(':userTaskKey/effective-variables/search')
  @HttpCode(200)
  async effective(@RestKey('userTaskKey') key: string, @Body() body: unknown, @Query('truncateValues') truncateValues: unknown) {
    const { elementInstanceKey } = await this.known(key);
    const scopes = await this.searches.reads.scopesOf(String(elementInstanceKey));
    return this.searches.search(isCutting(truncateValues) ? cutVariables : wholeVariables, body, undefined, this.searches.reads.notHidden(scopes));
  }

  private known(key: string) {
    return this.searches.get(userTasks, key, 'User task');
  }
}
