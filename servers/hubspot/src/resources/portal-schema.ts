import { defineResource } from '@bizmcp/core';
import type { Hubspot } from '../hubspot.ts';
import { readCustomTypes } from '../portal/custom-type.ts';
import { standardTypes } from '../portal/object-type.ts';

export const portalSchema = defineResource<Hubspot>({
  uri: 'bizmcp://hubspot/schema',
  name: 'portal-schema',
  title: 'Portal schema',
  description: 'The types of records in this portal: standard ones and its own',
  data: 'internal',
  scopes: ['crm:read'],
  async read({ api }) {
    const standard = Object.entries(standardTypes).map(([name, { id, properties }]) => ({
      name,
      id,
      usual_properties: properties,
    }));
    return { standard, custom: await readCustomTypes(api) };
  },
});
