import { defineResource } from '@bizmcp/core';
import type { Salesforce } from '../salesforce.ts';
import { listedObjects } from '../schema/object-summary.ts';

export const objects = defineResource<Salesforce>({
  uri: 'bizmcp://salesforce/objects',
  name: 'objects',
  title: 'Objects',
  description: 'The objects of this org that can be queried, standard and custom',
  data: 'internal',
  scopes: ['crm:read'],
  read: async ({ api }) => ({ objects: listedObjects(await api.objects()) }),
});
