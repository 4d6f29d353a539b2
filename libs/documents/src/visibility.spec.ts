import { viewerOf } from './visibility.js';

describe('viewerOf', () => {
  it('opens the whole agency to clerk and leader, the own unit to its members', () => {
    const assignments = [{ role: 'clerk' as const, unitId: 'Z01.05' }, { role: 'specialist' as const, unitId: 'Z01.05-VP' }];
    expect(viewerOf({ username: 'vanthu', assignments })).toEqual({ agencyIds: ['Z01.05'], principals: ['user:vanthu', 'unit:Z01.05', 'unit:Z01.05-VP'] });
  });

  it('opens nothing to administrators and operators by their office', () => {
    const assignments = (['unitAdmin', 'operator', 'systemAdmin'] as const).map((role) => ({ role, unitId: 'Z01.05' }));
    expect(viewerOf({ username: 'quantri', assignments })).toEqual({ agencyIds: [], principals: ['user:quantri'] });
  });
});
