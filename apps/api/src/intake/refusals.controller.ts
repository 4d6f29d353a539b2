import { Controller, Get, Query } from '@nestjs/common';
import { pageQuerySchema, type Page, type Person } from '@vanthu/model';
import { DocumentIntake, Organisation, type RefusedDelivery } from '@vanthu/persistence';
import { SignedIn } from '../authentication/access.guard.js';
import { parseInput } from '../problems/input.js';

/** What was turned away at the door of one's agency, and why; nothing of its content. */
@Controller('api/intake')
export class RefusalsController {
  constructor(
    private readonly intake: DocumentIntake,
    private readonly organisation: Organisation,
  ) {}

  @Get('refusals')
  async list(@SignedIn() person: Person, @Query() query: unknown): Promise<Page<RefusedDelivery>> {
    const unit = await this.organisation.unit(person.unitId);
    return this.intake.refusals(unit?.agencyId ?? person.unitId, parseInput(pageQuerySchema, query));
  }
}
