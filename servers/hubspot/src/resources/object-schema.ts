import { defineResource, rowsInAnswer } from '@bizmcp/core';
import type { Hubspot } from '../hubspot.ts';
import { readProperties } from '../portal/crm-property.ts';
import { readCustomTypes } from '../portal/custom-type.ts';
import { resolveObjectType, standardTypes } from '../portal/object-type.ts';

export const objectSchema = defineResource<Hubspot>({
  uri: 'bizmcp://hubspot/schema/{object_type}',
  name: 'object-schema',
  title: 'Schema of an object type',
  description:
    'All properties of one object type by name: label, type and how many options; list_properties has the options',
  data: 'internal',
  scopes: ['crm:read'],
  complete: {
    async object_type({ api, value }) {
      const custom = await readCustomTypes(api);
      const names = [...Object.keys(standardTypes), ...custom.map((type) => type.qualified_name)];
      return names.filter((name) => name.startsWith(value));
    },
  },
  async read({ api, params }) {
    const objectType = await resolveObjectType(api, params.object_type ?? '');
    const properties = await readProperties(api, objectType);
    const shown = properties.map(
      ({ name, label, type, options }) =>
        [name, { label, type, ...(options.length > 0 && { options: options.length }) }] as const,
    );
    const fitting = rowsInAnswer(shown);
    const note = `The first ${fitting.length} of ${shown.length} by name: list_properties has the others.`;
    return {
      object_type: objectType,
      properties: Object.fromEntries(fitting),
      ...(fitting.length < shown.length && { note }),
    };
  },
});
