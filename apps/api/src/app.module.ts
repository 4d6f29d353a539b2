import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditLog, DocumentIntake, DocumentProcesses, DocumentReader, Drafts, ExchangeLog, Organisation, RecipientLines, RegisterPages, Registers, Sessions, Trail } from '@vanthu/persistence';
import type { Logger } from 'pino';
import { AccessGuard } from './authentication/access.guard.js';
import { PasswordCheck } from './authentication/password-check.js';
import { SessionController } from './authentication/session.controller.js';
import type { Composition } from './composition/composition.js';
import { ConfigurationModule } from './configuration/configuration.module.js';
import type { Configuration } from './configuration/configuration.js';
import { ArchiveReader } from './documents/archive-reader.js';
import { CaseFilesController } from './documents/case-files.controller.js';
import { DocumentAccess } from './documents/document-access.js';
import { DocumentDiagrams } from './documents/document-diagrams.js';
import { DocumentsController } from './documents/documents.controller.js';
import { LetterComposer } from './documents/letter-composer.js';
import { FileDownloads } from './documents/file-downloads.js';
import { PersonActs } from './documents/person-acts.js';
import { DraftInput } from './documents/draft-input.js';
import { Intake } from './intake/intake.js';
import { RefusalsController } from './intake/refusals.controller.js';
import { HealthController } from './operations/health.controller.js';
import { Incidents } from './operations/incidents.js';
import { InstanceDesk } from './operations/instance-desk.js';
import { InstancesController } from './operations/instances.controller.js';
import { OperationsController } from './operations/operations.controller.js';
import { MetricsController } from './operations/metrics/metrics.controller.js';
import { Monitor } from './operations/monitor.js';
import { Readiness } from './operations/readiness.js';
import { TokenController } from './orchestration/authentication/token.controller.js';
import { AnswerShapeInterceptor } from './orchestration/operations/answer-shape.interceptor.js';
import { orchestrationControllers } from './orchestration/orchestration-controllers.js';
import { orchestrationProviders } from './orchestration/orchestration-providers.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { OwnUnit } from './organisation/own-unit.js';
import { OrganisationController } from './organisation/organisation.controller.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { RegistersController } from './registers/registers.controller.js';
import { FamiliesController } from './routing/families.controller.js';
import { RoutingDesk } from './routing/routing-desk.js';
import { CaseProcesses } from './runtime/case-processes.js';
import { SigningController } from './signing/signing.controller.js';
import { SigningDesk } from './signing/signing-desk.js';
import { TrustStore } from './signing/trust.js';
import { TaskDesk } from './tasks/task-desk.js';
import { TaskEvents } from './tasks/task-events.js';
import { TasksController } from './tasks/tasks.controller.js';

/** The HTTP side of the server: controllers over the parts that `compose` wired. */
@Module({})
export class AppModule {
  static of(composition: Composition, configuration: Configuration, logger: Logger): DynamicModule {
    return {
      module: AppModule,
      imports: [ConfigurationModule.with(configuration), openedDatabase(composition)],
      controllers: [
        SessionController, OrganisationController, TasksController, SigningController, DocumentsController, CaseFilesController,
        RefusalsController, RegistersController, FamiliesController, OperationsController, InstancesController, HealthController, MetricsController, OpenApiController,
        TokenController, ...orchestrationControllers,
      ],
      providers: [
        ...partsOf(composition),
        OwnUnit, PasswordCheck,
        ...orchestrationProviders(composition),
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: AnswerShapeInterceptor },
        { provide: APP_FILTER, useValue: new ProblemFilter(logger) },
      ],
    };
  }
}

/** The data source `compose` has already opened and migrated: Nest hands out this one and opens none of its own. */
function openedDatabase({ database: { dataSource } }: Composition): DynamicModule {
  return TypeOrmModule.forRootAsync({
    useFactory: () => ({ ...dataSource.options, manualInitialization: true }),
    dataSourceFactory: () => Promise.resolve(dataSource),
  });
}

function partsOf(parts: Composition): Provider[] {
  const byClass: [Exclude<Provider, { provide: unknown }>, object][] = [
    [Organisation, parts.organisation],
    [Sessions, parts.sessions],
    [DocumentReader, parts.reader],
    [DocumentIntake, parts.intake],
    [DocumentProcesses, parts.processes],
    [Drafts, parts.drafts],
    [RecipientLines, parts.lines],
    [Trail, parts.trail],
    [Registers, parts.registers],
    [RegisterPages, parts.registerPages],
    [AuditLog, parts.audit],
    [ExchangeLog, parts.exchange],
    [DocumentAccess, parts.access],
    [DocumentDiagrams, parts.diagrams],
    [FileDownloads, parts.downloads],
    [DraftInput, parts.draftInput],
    [ArchiveReader, parts.archive],
    [PersonActs, parts.personActs],
    [LetterComposer, parts.composer],
    [Intake, parts.door],
    [CaseProcesses, parts.cases],
    [TaskDesk, parts.tasks],
    [TaskEvents, parts.taskEvents],
    [SigningDesk, parts.signing],
    [TrustStore, parts.trust],
    [RoutingDesk, parts.routing],
    [Incidents, parts.incidents],
    [InstanceDesk, parts.instanceDesk],
    [Readiness, parts.readiness],
    [Monitor, parts.monitor],
  ];
  return byClass.map(([provide, useValue]) => ({ provide, useValue }));
}
