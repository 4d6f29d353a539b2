import type { MigrationInterface } from 'typeorm';
import { CreateProcessTables1795219200050 } from './1795219200050-create-process-tables.js';
import { CreateOrganisation1795219200100 } from './1795219200100-create-organisation.js';
import { CreateDocuments1795219200200 } from './1795219200200-create-documents.js';
import { CreateRegisters1795219200300 } from './1795219200300-create-registers.js';
import { LinkDocumentsToProcesses1795219200400 } from './1795219200400-link-documents-to-processes.js';
import { ExtendProcessTables1795219200500 } from './1795219200500-extend-process-tables.js';
import { KeepWhatEnded1795305600300 } from './1795305600300-keep-what-ended.js';
import { OrderSearches1795305600400 } from './1795305600400-order-searches.js';

/** All migrations, in order; each domain adds its own file here. */
export const migrations: (new () => MigrationInterface)[] = [CreateProcessTables1795219200050, CreateOrganisation1795219200100, CreateDocuments1795219200200, CreateRegisters1795219200300, LinkDocumentsToProcesses1795219200400, ExtendProcessTables1795219200500, KeepWhatEnded1795305600300, OrderSearches1795305600400];
