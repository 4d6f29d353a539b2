import { Body, Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ProcessRunner, type StoredDefinition } from '@vanthu/engine';
import { z } from 'zod';
import { operationReferenceSchema } from '../problems/free-form.js';
import { OfficialWork } from '../official-work/official-work.js';
import { refusalOf } from '../problems/outcomes.js';
import { RestKey, parseRequest } from '../problems/rest-input.js';
import { RestProblem } from '../problems/rest-problem.js';

export const deleteResourceSchema = z.strictObject({ operationReference: operationReferenceSchema, deleteHistory: z.literal(false).optional() });

/** What was deployed: processes, decisions and their files, forms. */
@Controller('v2/resources')
export class ResourcesController {
  constructor(
    private readonly runner: ProcessRunner,
    private readonly official: OfficialWork,
  ) {}

  @Get(':resourceKey')
  async resource(@RestKey('resourceKey') key: string) {
    const { id, version, versionTag, resourceName, tenantId } = await this.known(key);
    return { resourceKey: key, resourceId: id, resourceName, version, versionTag, tenantId };
  }

  @Get(':resourceKey/content')
  @Header('content-type', 'text/plain; charset=utf-8')
  async content(@RestKey('resourceKey') key: string): Promise<string> {
    return (await this.known(key)).content;
  }

  @Post(':resourceKey/deletion')
  @HttpCode(200)
  async delete(@RestKey('resourceKey') key: string, @Body() body: unknown) {
    parseRequest(deleteResourceSchema, body);
    const { kind, id } = await this.known(key);
    if (this.official.isReserved({ kind, id })) throw new RestProblem('FORBIDDEN', `The ${kind} '${id}' is part of this server's work on official documents.`);
    const deleted = await this.runner.deleteDefinition(key);
    if (deleted.kind === 'rejection') throw refusalOf(deleted);
    return { resourceKey: key, batchOperation: null };
  }

  private async known(key: string): Promise<StoredDefinition> {
    const definition = await this.runner.definitions.definition(key);
    if (!definition || definition.deletedAt !== null) throw new RestProblem('NOT_FOUND', `No resource has the key '${key}'.`);
    return definition;
  }
}
