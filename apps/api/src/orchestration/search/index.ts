import type { Type } from '@nestjs/common';
import { DecisionDefinitionReadsController, DecisionInstanceReadsController, DecisionRequirementsReadsController } from './decisions.controllers.js';
import { ElementInstanceReadsController } from './element-instances.controller.js';
import { ProcessDefinitionReadsController } from './process-definitions.controller.js';
import { ProcessInstanceReadsController } from './process-instances.controller.js';
import { UserTaskReadsController } from './user-tasks.controller.js';
import { VariableReadsController } from './variables.controller.js';
import { CorrelatedSubscriptionReadsController, IncidentReadsController, JobReadsController, MessageSubscriptionReadsController } from './work.controllers.js';

export { Searches } from './searches.js';

/** Controllers of every search, of reads by key and of statistics of `/v2`. */
export const searchControllers: readonly Type[] = [
  ProcessDefinitionReadsController, ProcessInstanceReadsController, ElementInstanceReadsController, UserTaskReadsController, VariableReadsController,
  JobReadsController, IncidentReadsController, MessageSubscriptionReadsController, CorrelatedSubscriptionReadsController,
  DecisionDefinitionReadsController, DecisionRequirementsReadsController, DecisionInstanceReadsController,
];
