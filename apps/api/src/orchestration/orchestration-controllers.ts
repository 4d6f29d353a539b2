import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ClusterController } from './cluster/cluster.controller.js';
import { notImplementedController } from './operations/not-implemented.controller.js';
import { searchControllers } from './search/index.js';

const own: readonly Type[] = [ClusterController, ...searchControllers];

/** The controllers of `/v2`; the last one answers 501 for what the others do not have. */
export const orchestrationControllers: readonly Type[] = [...own, notImplementedController(new Set(own.flatMap(actionsOf)))];

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
