import { Controller, Get, HttpCode, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Readiness } from '../../operations/readiness.js';
import { CalledBy, type Caller } from '../authentication/caller.js';
import { RestProblem } from '../problems/rest-problem.js';
import { DEFAULT_TENANT } from '../problems/rest-input.js';

/** The version of the API that is answered with. */
const API_VERSION = '8.8.0';

/** What the server is, to a client that expects a cluster: one node with one partition, which the database stands behind. */
@Controller('v2')
export class ClusterController {
  constructor(private readonly readiness: Readiness) {}

  @Get('topology')
  topology(@Req() request: Request) {
    return {
      brokers: [{ nodeId: 0, host: request.hostname, port: request.socket.localPort ?? 0, partitions: [{ partitionId: 1, role: 'leader', health: 'healthy' }], version: API_VERSION }],
      clusterId: null,
      clusterSize: 1,
      partitionsCount: 1,
      replicationFactor: 1,
      gatewayVersion: API_VERSION,
      lastCompletedChangeId: '-1',
    };
  }

  @Get('status')
  @HttpCode(204)
  async status(): Promise<void> {
    if ((await this.readiness.missing()).length > 0) throw new RestProblem('UNAVAILABLE', 'The server cannot serve now; GET /ready says what is missing.');
  }

  @Get('license')
  license() {
    return { validLicense: true, licenseType: 'production', isCommercial: false, expiresAt: null };
  }

  @Get('authentication/me')
  me(@CalledBy() { username, displayName, email, roles, kind }: Caller) {
    return {
      username,
      displayName,
      email,
      authorizedComponents: ['*'],
      tenants: [{ tenantId: DEFAULT_TENANT, name: 'Default', description: null }],
      groups: [],
      roles,
      salesPlanType: '',
      c8Links: {},
      canLogout: kind === 'person',
    };
  }
}
