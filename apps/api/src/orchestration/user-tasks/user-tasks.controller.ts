import { Body, Controller, Delete, HttpCode, Patch, Post, UseGuards } from '@nestjs/common';
import { ProcessRunner } from '@vanthu/engine';
import { z } from 'zod';
import { CalledBy, type Caller } from '../authentication/caller.js';
import { OfficialWorkGuard } from '../official-work/official-work.guard.js';
import { variablesSchema } from '../problems/free-form.js';
import { done } from '../problems/outcomes.js';
import { RestKey, parseRequest } from '../problems/rest-input.js';
import { dateOf } from './task-dates.js';

/** A word for listeners; nothing is done with it otherwise. */
const action = z.string().nullish();

export const assignmentSchema = z.strictObject({ assignee: z.string().min(1).max(255), allowOverride: z.boolean().nullish(), action });

export const taskCompletionSchema = z.strictObject({ variables: variablesSchema.nullish(), action });

export const taskUpdateSchema = z.strictObject({
  changeset: z
    .strictObject({
      dueDate: z.string().nullish(),
      followUpDate: z.string().nullish(),
      candidateUsers: z.array(z.string().max(255)).nullish(),
      candidateGroups: z.array(z.string().max(255)).nullish(),
      priority: z.int().min(0).max(100).nullish(),
    })
    .nullish(),
  action,
});

type Changes = NonNullable<z.infer<typeof taskUpdateSchema>['changeset']>;

@Controller('v2/user-tasks')
@UseGuards(OfficialWorkGuard)
export class UserTaskCommandsController {
  constructor(private readonly runner: ProcessRunner) {}

  @Post(':userTaskKey/assignment')
  @HttpCode(204)
  async assign(@RestKey('userTaskKey') key: string, @Body() body: unknown, @CalledBy() { username }: Caller): Promise<void> {
    const { assignee, allowOverride } = parseRequest(assignmentSchema, body);
    await done(this.runner.assignUserTask(key, { assignee, onlyIfFree: allowOverride === false, actor: { username } }));
  }

  @Delete(':userTaskKey/assignee')
  @HttpCode(204)
  async unassign(@RestKey('userTaskKey') key: string, @CalledBy() { username }: Caller): Promise<void> {
    await done(this.runner.assignUserTask(key, { assignee: null, actor: { username } }));
  }

  @Patch(':userTaskKey')
  @HttpCode(204)
  async update(@RestKey('userTaskKey') key: string, @Body() body: unknown, @CalledBy() { username }: Caller): Promise<void> {
    const { changeset } = parseRequest(taskUpdateSchema, body);
    await done(this.runner.updateUserTask(key, { ...changesOf(changeset ?? {}), actor: { username } }));
  }

  @Post(':userTaskKey/completion')
  @HttpCode(204)
  async complete(@RestKey('userTaskKey') key: string, @Body() body: unknown, @CalledBy() { username }: Caller): Promise<void> {
    const { variables } = parseRequest(taskCompletionSchema, body);
    await done(this.runner.completeUserTask(key, { variables: variables ?? {}, actor: { username } }));
  }
}

/** An empty text or list takes the value away; null and absent leave it. */
function changesOf({ dueDate, followUpDate, candidateUsers, candidateGroups, priority }: Changes) {
  return {
    ...(typeof dueDate === 'string' && { dueAt: dateOf('changeset.dueDate', dueDate) }),
    ...(typeof followUpDate === 'string' && { followUpAt: dateOf('changeset.followUpDate', followUpDate) }),
    ...(candidateUsers && { candidateUsers }),
    ...(candidateGroups && { candidateGroups }),
    ...(typeof priority === 'number' && { priority }),
  };
}
