import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { OwnedKind } from '@vanthu/engine';
import type { Request } from 'express';
import { OfficialWork } from './official-work.js';

const kindOf: Readonly<Record<string, OwnedKind>> = {
  userTaskKey: 'userTask',
  jobKey: 'job',
  elementInstanceKey: 'scope',
  adHocSubProcessInstanceKey: 'scope',
};

/** Before a command on what its address names: a task, a job, an element or an instance. */
@Injectable()
export class OfficialWorkGuard implements CanActivate {
  constructor(private readonly official: OfficialWork) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { params } = context.switchToHttp().getRequest<Request<Record<string, string>>>();
    for (const [name, key] of Object.entries(params)) {
      if (!/^\d{1,19}$/.test(key)) continue;
      if (name === 'processInstanceKey') await this.official.refuseInstance(key);
      else if (kindOf[name]) await this.official.refuseOwned(kindOf[name], key);
    }
    return true;
  }
}
