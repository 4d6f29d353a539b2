import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { VanthuError, completeTaskSchema, taskListQuerySchema, type CompletedTask, type Page, type Person, type TaskCounts, type TaskDetail, type TaskSummary } from '@vanthu/model';
import type { Request, Response } from 'express';
import { SignedIn } from '../authentication/access.guard.js';
import { parseInput } from '../problems/input.js';
import { KeyParam } from '../problems/key-param.js';
import { languageOf } from '../problems/problem.js';
import { TaskDesk } from './task-desk.js';
import { TaskEvents } from './task-events.js';

@Controller('api/tasks')
export class TasksController {
  constructor(
    private readonly desk: TaskDesk,
    private readonly taskEvents: TaskEvents,
  ) {}

  @Get()
  list(@SignedIn() person: Person, @Query() query: unknown, @Req() request: Request): Promise<Page<TaskSummary>> {
    return this.desk.list(person, parseInput(taskListQuerySchema, query), languageOf(request));
  }

  @Get('counts')
  counts(@SignedIn() person: Person): Promise<TaskCounts> {
    return this.desk.counts(person);
  }

  /** Server-sent events: `tasks` when something came into the person's inbox. */
  @Get('events')
  events(@SignedIn() person: Person, @Res() response: Response): void {
    if (!this.taskEvents.follow(person, response)) throw new VanthuError('UNAVAILABLE', { what: 'events' });
  }

  @Get(':key')
  detail(@SignedIn() person: Person, @KeyParam('key', 'task') key: string, @Req() request: Request): Promise<TaskDetail> {
    return this.desk.detail(person, key, languageOf(request));
  }

  @Post(':key/claim')
  @HttpCode(204)
  claim(@SignedIn() person: Person, @KeyParam('key', 'task') key: string): Promise<void> {
    return this.desk.claim(person, key);
  }

  @Post(':key/unclaim')
  @HttpCode(204)
  unclaim(@SignedIn() person: Person, @KeyParam('key', 'task') key: string): Promise<void> {
    return this.desk.unclaim(person, key);
  }

  @Post(':key/complete')
  @HttpCode(200)
  complete(@SignedIn() person: Person, @KeyParam('key', 'task') key: string, @Body() body: unknown): Promise<CompletedTask> {
    return this.desk.complete(person, key, parseInput(completeTaskSchema, body));
  }
}
