import { Injectable } from '@nestjs/common';
import { VanthuError, type Person } from '@vanthu/model';
import { Organisation } from '@vanthu/persistence';

/** Where a person works. */
@Injectable()
export class OwnUnit {
  constructor(private readonly organisation: Organisation) {}

  /** @throws VanthuError NOT_FOUND when the unit is no longer in the directory */
  async of(person: Pick<Person, 'unitId'>): Promise<{ readonly id: string; readonly agencyId: string }> {
    const unit = await this.organisation.unit(person.unitId);
    if (!unit) throw new VanthuError('NOT_FOUND', { what: 'unit' });
    return { id: unit.id, agencyId: unit.agencyId };
  }
}
