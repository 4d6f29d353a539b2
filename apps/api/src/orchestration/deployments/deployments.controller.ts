import { Body, Controller, HttpCode, Post, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { FilesInterceptor } from '@nestjs/platform-express';
import { ProcessRunner, type Deployment } from '@vanthu/engine';
import { z } from 'zod';
import type { UploadedFile } from '../../documents/uploads.js';
import { OfficialWork } from '../official-work/official-work.js';
import { parseRequest } from '../problems/rest-input.js';
import { RestProblem } from '../problems/rest-problem.js';
import { onlyDefaultTenant, tenantIdSchema } from '../problems/tenant.js';
import { deploymentAnswer } from './deployment-answer.js';

const MOST_RESOURCES = 100;
const MOST_RESOURCE_BYTES = 4 << 20;

export const deploymentSchema = z.strictObject({ tenantId: tenantIdSchema });

/** Takes BPMN, DMN and form files. */
@Controller('v2/deployments')
export class DeploymentsController {
  constructor(
    private readonly runner: ProcessRunner,
    private readonly official: OfficialWork,
  ) {}

  @Post()
  @HttpCode(200)
  @UseInterceptors(FilesInterceptor('resources', MOST_RESOURCES, { defParamCharset: 'utf8', limits: { fileSize: MOST_RESOURCE_BYTES, fields: 5, fieldSize: 1 << 10 } }))
  async deploy(@UploadedFiles() files: readonly UploadedFile[] | undefined, @Body() body: unknown) {
    onlyDefaultTenant(parseRequest(deploymentSchema, plain(body)).tenantId);
    if (!files || files.length === 0) throw new RestProblem('INVALID_ARGUMENT', 'At least one file is needed, in the field "resources" of a multipart form.');
    const deployment = await this.runner.deploy(files.map((each) => ({ name: each.originalname, content: textOf(each) })), { isReserved: (each) => this.official.isReserved(each) });
    if (deployment.kind === 'refused') throw new RestProblem('INVALID_ARGUMENT', wordsOf(deployment));
    return deploymentAnswer(deployment, this.runner);
  }
}

/** Fields of forms come without a prototype. */
function plain(body: unknown): unknown {
  return typeof body === 'object' && body !== null ? { ...body } : body;
}

function textOf({ originalname, buffer }: UploadedFile): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer);
  } catch {
    throw new RestProblem('INVALID_ARGUMENT', `'${originalname}' is not a text in UTF-8.`);
  }
}

function wordsOf({ problems }: Extract<Deployment, { kind: 'refused' }>): string {
  const lines = problems.map((each) => `'${each.resourceName}': ${each.elementId === null ? '' : `${each.elementId}: `}${each.reason} (${each.code})`);
  return `Nothing was deployed:\n${lines.join('\n')}`;
}
