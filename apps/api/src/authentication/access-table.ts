import type { Role } from '@vanthu/model';
import { restAccess } from '../orchestration/operations/rest-routes.js';

/**
 * Who may call an action: `public`, any `signedIn` person, or one of the roles (held in any unit; what of it
 * may be seen or done is narrowed to the unit by the action itself, as the second word says).
 */
export type Access = 'public' | 'signedIn' | readonly Role[];

/** Every HTTP action of the server. What is not listed is refused; a test walks the routes and this table. */
export const accessTable: Readonly<Record<string, Access>> = {
  'GET /health': 'public',
  'GET /ready': 'public',
  // only from this machine, or with METRICS_TOKEN: see MetricsController
  'GET /metrics': 'public',
  'GET /api/openapi.json': 'public',
  'POST /api/session': 'public',
  'GET /api/session': 'signedIn',
  'DELETE /api/session': 'signedIn',
  'GET /api/units': 'signedIn',
  'GET /api/people': 'signedIn',
  'GET /api/tasks': 'signedIn',
  'GET /api/tasks/counts': 'signedIn',
  'GET /api/tasks/events': 'signedIn',
  'GET /api/tasks/:key': 'signedIn',
  'POST /api/tasks/:key/claim': 'signedIn',
  'POST /api/tasks/:key/unclaim': 'signedIn',
  'POST /api/tasks/:key/complete': 'signedIn',
  'POST /api/tasks/:key/signing': 'signedIn',
  'POST /api/tasks/:key/signing/:signingId': 'signedIn',
  'GET /api/signing/trust': 'signedIn',
  'GET /api/documents': 'signedIn',
  'POST /api/documents': ['specialist', 'unitHead', 'clerk', 'leader'],
  'POST /api/documents/inbound': ['clerk'],
  'GET /api/documents/duplicates': ['clerk'],
  'GET /api/documents/:id': 'signedIn',
  'PUT /api/documents/:id/draft': 'signedIn',
  'POST /api/documents/:id/files': 'signedIn',
  'GET /api/documents/:id/files/:fileId': 'signedIn',
  'GET /api/documents/:id/letter': 'signedIn',
  'GET /api/documents/:id/trail': 'signedIn',
  'GET /api/documents/:id/diagram': 'signedIn',
  'GET /api/documents/:id/recipients/:lineId/message': ['clerk', 'operator', 'systemAdmin'],
  'GET /api/documents/:id/archive': 'signedIn',
  'GET /api/documents/:id/archive/files': 'signedIn',
  'GET /api/intake/refusals': ['clerk', 'operator', 'systemAdmin'],
  'GET /api/registers': ['clerk', 'leader', 'unitHead', 'formatChecker'],
  'GET /api/registers/:id/entries': ['clerk', 'leader', 'unitHead', 'formatChecker'],
  'GET /api/families': ['unitAdmin', 'systemAdmin'],
  'GET /api/families/:id/routing': ['unitAdmin', 'systemAdmin'],
  'POST /api/families/:id/lint': ['unitAdmin', 'systemAdmin'],
  'POST /api/families/:id/variants': ['unitAdmin', 'systemAdmin'],
  'GET /api/operations/incidents': ['operator', 'systemAdmin'],
  'POST /api/operations/incidents/:key/resolve': ['operator', 'systemAdmin'],
  'POST /api/operations/instances/:key/suspend': ['operator', 'systemAdmin'],
  'POST /api/operations/instances/:key/resume': ['operator', 'systemAdmin'],
  'POST /api/operations/instances/:key/cancel': ['operator', 'systemAdmin'],
  'POST /api/operations/instances/:key/restart': ['operator', 'systemAdmin'],
  'POST /api/operations/instances/:key/migrate': ['operator', 'systemAdmin'],
  'POST /api/operations/instances/:key/send-back': ['operator', 'systemAdmin'],
  'POST /api/operations/instances/:key/withdraw': ['operator', 'systemAdmin'],
  'POST /api/operations/instances/:key/items': ['operator', 'systemAdmin'],
  'POST /api/operations/instances/:key/items/remove': ['operator', 'systemAdmin'],
  'POST /oauth/token': 'public',
  ...restAccess,
};
