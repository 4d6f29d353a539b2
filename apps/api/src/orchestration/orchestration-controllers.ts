import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ClockController } from './clock/clock.controller.js';
import { ClusterController } from './cluster/cluster.controller.js';
import { DecisionEvaluationController } from './decisions/decision-evaluation.controller.js';
import { DeploymentsController } from './deployments/deployments.controller.js';
import { ResourcesController } from './deployments/resources.controller.js';
import { RestDocumentsController } from './documents/documents.controller.js';
import { IncidentResolutionController } from './incidents/incidents.controller.js';
import { ElementInstancesController } from './instances/element-instances.controller.js';
import { ProcessInstancesController } from './instances/process-instances.controller.js';
import { JobsController } from './jobs/jobs.controller.js';
import { MessagesController } from './messages/messages.controller.js';
import { SignalsController } from './messages/signals.controller.js';
import { restOpenApiController } from './openapi/rest-openapi.controller.js';
import { notImplementedController } from './operations/not-implemented.controller.js';
import { searchControllers } from './search/index.js';
import { UserTaskCommandsController } from './user-tasks/user-tasks.controller.js';

const own: readonly Type[] = [
  ClusterController, ClockController, DeploymentsController, ResourcesController, ProcessInstancesController, ElementInstancesController, IncidentResolutionController,
  JobsController, UserTaskCommandsController, MessagesController, SignalsController, DecisionEvaluationController, RestDocumentsController, ...searchControllers,
];

/** What they answer, as the access table writes it. */
export const implementedActions: ReadonlySet<string> = new Set(own.flatMap(actionsOf));

/** The controllers of `/v2`; the last one answers 501 for what the others do not have. */
export const orchestrationControllers: readonly Type[] = [...own, restOpenApiController(implementedActions), notImplementedController(implementedActions)];

/** What the controller answers, as `GET /v2/topology`. */
function actionsOf(controller: Type): string[] {
  const prefix = String(Reflect.getMetadata(PATH_METADATA, controller));
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
    const method = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, handler))];
    return [Reflect.getMetadata(PATH_METADATA, handler)].flat().map((path) => `${method} /${[prefix, String(path)].map((each) => each.replace(/^\/|\/$/g, '')).filter((each) => each !== '').join('/')}`);
  });
}
