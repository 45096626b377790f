import { defineResource, rowsInAnswer } from '@bizmcp/core';
import type { Salesforce } from '../salesforce.ts';
import { listedObjects } from '../schema/object-summary.ts';

export const objects = defineResource<Salesforce>({
  uri: 'bizmcp://salesforce/objects',
  name: 'objects',
  title: 'Objects',
  description: 'The objects of this org that can be queried, standard and custom',
  data: 'internal',
  scopes: ['crm:read'],
  async read({ api }) {
    const all = listedObjects(await api.objects());
    const objects = rowsInAnswer(all);
    const note = `The first ${objects.length} of ${all.length}: list_objects has the others.`;
    return { objects, ...(objects.length < all.length && { note }) };
  },
});
