import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  addItemSchema, instanceActSchema, migrateInstanceSchema, removeItemSchema, restartInstanceSchema, sendBackTaskSchema, withdrawStepSchema,
  type MigratedInstance, type Person, type RestartedInstance,
} from '@vanthu/model';
import { SignedIn } from '../authentication/access.guard.js';
import { parseInput } from '../problems/input.js';
import { KeyParam } from '../problems/key-param.js';
import { InstanceDesk } from './instance-desk.js';

const InstanceKey = (): ParameterDecorator => KeyParam('key', 'processInstance');

/** What operators may do to running and ended processes; each act needs a reason. */
@Controller('api/operations/instances/:key')
export class InstancesController {
  constructor(private readonly desk: InstanceDesk) {}

  @Post('suspend')
  @HttpCode(204)
  suspend(@SignedIn() person: Person, @InstanceKey() key: string, @Body() body: unknown): Promise<void> {
    return this.desk.act(person, key, 'suspend', parseInput(instanceActSchema, body).reason);
  }

  @Post('resume')
  @HttpCode(204)
  resume(@SignedIn() person: Person, @InstanceKey() key: string, @Body() body: unknown): Promise<void> {
    return this.desk.act(person, key, 'resume', parseInput(instanceActSchema, body).reason);
  }

  @Post('cancel')
  @HttpCode(204)
  cancel(@SignedIn() person: Person, @InstanceKey() key: string, @Body() body: unknown): Promise<void> {
    return this.desk.act(person, key, 'cancel', parseInput(instanceActSchema, body).reason);
  }

  @Post('restart')
  async restart(@SignedIn() person: Person, @InstanceKey() key: string, @Body() body: unknown): Promise<RestartedInstance> {
    return { processInstanceKey: await this.desk.restart(person, key, parseInput(restartInstanceSchema, body)) };
  }

  @Post('migrate')
  @HttpCode(200)
  migrate(@SignedIn() person: Person, @InstanceKey() key: string, @Body() body: unknown): Promise<MigratedInstance> {
    return this.desk.migrate(person, key, parseInput(migrateInstanceSchema, body));
  }

  @Post('send-back')
  @HttpCode(204)
  sendBack(@SignedIn() person: Person, @InstanceKey() key: string, @Body() body: unknown): Promise<void> {
    return this.desk.sendBack(person, key, parseInput(sendBackTaskSchema, body));
  }

  @Post('withdraw')
  @HttpCode(204)
  withdraw(@SignedIn() person: Person, @InstanceKey() key: string, @Body() body: unknown): Promise<void> {
    return this.desk.withdraw(person, key, parseInput(withdrawStepSchema, body));
  }

  @Post('items')
  @HttpCode(204)
  addItem(@SignedIn() person: Person, @InstanceKey() key: string, @Body() body: unknown): Promise<void> {
    return this.desk.addItem(person, key, parseInput(addItemSchema, body));
  }

  @Post('items/remove')
  @HttpCode(204)
  removeItem(@SignedIn() person: Person, @InstanceKey() key: string, @Body() body: unknown): Promise<void> {
    return this.desk.removeItem(person, key, parseInput(removeItemSchema, body));
  }
}
