import type { Routes } from '@angular/router';
import { signedIn, withRole } from './session/session-guard';
import { operationsRoles, refusalRoles, registerRoles, routingRoles } from './shell/destinations';

export const routes: Routes = [
  { path: 'login', loadComponent: () => import('./session/login-page').then((m) => m.LoginPage) },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./shell/shell').then((m) => m.Shell),
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'tasks' },
      { path: 'tasks', loadComponent: () => import('./tasks/inbox-page').then((m) => m.InboxPage) },
      { path: 'tasks/:key', loadComponent: () => import('./tasks/task-page').then((m) => m.TaskPage), canDeactivate: [(page: { canLeave(): boolean }) => page.canLeave()] },
      { path: 'search', loadComponent: () => import('./documents/search-page').then((m) => m.SearchPage) },
      { path: 'documents/inbound', data: { direction: 'inbound' }, loadComponent: () => import('./documents/documents-page').then((m) => m.DocumentsPage) },
      { path: 'documents/outbound', data: { direction: 'outbound' }, loadComponent: () => import('./documents/documents-page').then((m) => m.DocumentsPage) },
      { path: 'documents/refused', canActivate: [withRole(...refusalRoles)], loadComponent: () => import('./documents/refusals-page').then((m) => m.RefusalsPage) },
      { path: 'documents/:id', loadComponent: () => import('./documents/document-page').then((m) => m.DocumentPage) },
      { path: 'registers', canActivate: [withRole(...registerRoles)], loadComponent: () => import('./registers/registers-page').then((m) => m.RegistersPage) },
      { path: 'routing', canActivate: [withRole(...routingRoles)], loadComponent: () => import('./routing/families-page').then((m) => m.FamiliesPage) },
      { path: 'routing/:familyId', canActivate: [withRole(...routingRoles)], loadComponent: () => import('./routing/routing-page').then((m) => m.RoutingPage), canDeactivate: [(page: { canLeave(): boolean }) => page.canLeave()] },
      { path: 'operations', canActivate: [withRole(...operationsRoles)], loadComponent: () => import('./operations/incidents-page').then((m) => m.IncidentsPage) },
      { path: 'not-allowed', data: { reason: 'notAllowed' }, loadComponent: () => import('./shell/plain-page').then((m) => m.PlainPage) },
      { path: '**', data: { reason: 'notFound' }, loadComponent: () => import('./shell/plain-page').then((m) => m.PlainPage) },
    ],
  },
];
