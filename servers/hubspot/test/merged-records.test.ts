import { createCaller } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { startSandbox } from '../simulator/sandbox.ts';
import { hubspot } from '../src/server.ts';

test('a record of the sandbox that was merged into another is read as that one, and not archived by its old id', async () => {
  const { call } = createCaller({ server: hubspot, ...startSandbox() });
  const merged = { property: 'hs_merged_object_ids', operator: 'HAS_PROPERTY' };
  const { objects } = await call('search_objects', {
    object_type: 'deals',
    filter_groups: [{ filters: [merged] }],
    properties: ['hs_merged_object_ids'],
  });
  const [{ id, properties }] = objects;
  const old = { object_type: 'deals', object_id: properties.hs_merged_object_ids };

  const { object, hint } = await call('get_object', old);

  expect(object.id).toBe(id);
  expect(hint).toContain(`HubSpot has record ${id} in place of ${old.object_id}, as after a merge.`);
  await expect(call('archive_object', old)).rejects.toThrow(`has ${id} in its place, as after a merge`);
});
