import { describe, expect, it } from '@jest/globals';
import { BASE_TENANT, type DeploymentParts } from '../runtime/process-store.js';
import { definition, NOON } from './members.js';
import type { Stores } from './store-contract.js';

const nothing: DeploymentParts = { starts: [], timers: [], outbox: [] };

export function describeDefinitions(stores: Stores): void {
  describe('definitions', () => {
    it('finds a definition by key, with its content as it came', async () => {
      // given
      const content = `<definitions name="Trình ký – phê duyệt ✍">${'x'.repeat(200_000)}</definitions>`;
      const saved = definition({ key: '9007199254740993', id: 'approval', content, versionTag: 'v1' });

      // when
      await stores.one.saveDeployment([saved], nothing);

      // then
      expect(await stores.other.definition('9007199254740993')).toEqual(saved);
      expect(await stores.other.definition('9007199254740992')).toBeNull();
      expect(await stores.other.definitionsOfDeployment('1')).toEqual([saved]);
    });

    it('finds the newest effective version of the nearest unit', async () => {
      // given
      await stores.one.saveDeployment(
        [
          definition({ key: '10', id: 'inbound' }),
          definition({ key: '11', id: 'inbound', version: 2 }),
          definition({ key: '12', id: 'inbound', version: 3, effectiveFrom: NOON + 1 }),
          definition({ key: '20', id: 'inbound', tenantId: 'Z01' }),
        ],
        nothing,
      );
      const find = async (tenants: string[], now = NOON) => (await stores.other.latestDefinition('process', 'inbound', tenants, now))?.key;

      // then
      expect(await find([BASE_TENANT])).toBe('11');
      expect(await find([BASE_TENANT], NOON + 1)).toBe('12');
      expect(await find(['Z01.05', 'Z01', BASE_TENANT])).toBe('20');
      expect(await find(['Z02', BASE_TENANT])).toBe('11');
      expect(await find(['Z02'])).toBeUndefined();
      expect((await stores.one.newestDefinition('process', 'inbound', BASE_TENANT))?.version).toBe(3);
      expect(await stores.one.latestDefinition('form', 'inbound', [BASE_TENANT], NOON)).toBeNull();
    });

    it('distinguishes ids that differ in case only', async () => {
      // given
      await stores.one.saveDeployment([definition({ key: '10', id: 'inbound' }), definition({ key: '11', id: 'Inbound' })], nothing);

      // then
      expect((await stores.one.newestDefinition('process', 'Inbound', BASE_TENANT))?.key).toBe('11');
    });

    it('refuses a version that another deployment has taken, and keeps nothing of it', async () => {
      // given
      await stores.one.saveDeployment([definition({ key: '10', id: 'inbound' })], nothing);

      // when
      const outcome = await stores.other.saveDeployment([definition({ key: '30', id: 'other' }), definition({ key: '31', id: 'inbound' })], nothing);

      // then
      expect(outcome).toBe('conflict');
      expect(await stores.one.definition('30')).toBeNull();
    });

    it('finds by version tag, the newest of several', async () => {
      // given
      await stores.one.saveDeployment([definition({ key: '10', id: 'inbound', versionTag: 'a' }), definition({ key: '11', id: 'inbound', version: 2, versionTag: 'a' }), definition({ key: '12', id: 'inbound', version: 3 })], nothing);

      // then
      expect((await stores.one.definitionByVersionTag('process', 'inbound', 'a', ['Z01', BASE_TENANT]))?.key).toBe('11');
      expect(await stores.one.definitionByVersionTag('process', 'inbound', 'b', [BASE_TENANT])).toBeNull();
    });

    it('finds message start events by message name', async () => {
      // given
      const start = { definitionKey: '10', processId: 'inbound', tenantId: BASE_TENANT, elementId: 'received', kind: 'message', eventName: 'document-received' } as const;
      await stores.one.saveDeployment([definition({ key: '10', id: 'inbound' })], { ...nothing, starts: [start] });

      // then
      expect(await stores.other.startSubscriptions('message', 'document-received')).toEqual([start]);
      expect(await stores.other.startSubscriptions('message', 'Document-received')).toEqual([]);
    });
  });
}
