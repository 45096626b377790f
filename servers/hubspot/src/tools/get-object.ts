import { longestText } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { RecordKey } from '../identifier.ts';
import { readSensitivity } from '../portal/crm-property.ts';
import { ObjectType, resolveObjectType, wholeProperties } from '../portal/object-type.ts';
import { PropertyName, PropertyNames } from '../portal/property-name.ts';
import { Associated, readAssociated } from '../record/association.ts';
import { CrmObject, toCrmObject } from '../record/crm-object.ts';
import { checkMasked } from '../record/masked-property.ts';
import { readObjectWithHistory } from '../record/property-history.ts';
import { cutHints, unknownHints } from '../search/search-hint.ts';

export const getObject = defineTool({
  name: 'get_object',
  title: 'Get a record',
  description:
    'Returns one CRM record by id, or by another unique property such as email, and the ids of its associated records. ' +
    'For what happened with a contact use get_contact_timeline; to find a record use search_objects.',
  effect: 'read',
  data: 'confidential',
  scopes: ['crm:read'],
  rateLimit: { calls: 120, perSeconds: 60 },
  semantics: { entity: 'crm_record', workflow: 'crm' },
  input: z.object({
    object_type: ObjectType.describe('contacts, companies, deals, ..., or a custom type'),
    object_id: RecordKey.describe('Record id, or the value of id_property'),
    id_property: PropertyName.optional().describe('Unique property to find it by, such as email'),
    properties: PropertyNames.optional(),
    associations: z.array(ObjectType).max(5).optional().describe('Types whose associated records to list'),
  }),
  output: z.object({
    object: CrmObject.describe('The record'),
    object_type: z.string().describe('Its type'),
    associations: z.array(Associated).optional().describe('Associated records, at most 500 of each type'),
    hint: z.string().optional().describe('What to look at again'),
    more_associations: z.array(z.string()).optional().describe('Types of which there are more than shown'),
  }),
  examples: [
    {
      title: 'A contact with its companies',
      input: {
        object_type: 'contacts',
        object_id: '31204501109',
        associations: ['companies'],
      },
    },
  ],
  async handler({ input, api, isCleared }) {
    const objectType = await resolveObjectType(api, input.object_type);
    await checkMasked(api, objectType, isCleared, input);
    const properties = input.properties ?? (await wholeProperties(api, objectType));
    const [wire, isSensitive] = await Promise.all([
      readObjectWithHistory(api, objectType, input.object_id, properties, input.id_property),
      readSensitivity(api, objectType, properties),
    ]);
    const named = await Promise.all((input.associations ?? []).map((type) => resolveObjectType(api, type)));
    const types = [...new Set(named)];
    const pages = await Promise.all(types.map((type) => readAssociated(api, objectType, wire.id, type)));
    const more = types.filter((_, index) => pages[index]?.after !== undefined);
    const isAlone = input.properties?.length === 1 && input.associations === undefined;
    const longest = isAlone ? longestText.alone : longestText.amongOthers;
    const isOther = input.id_property === undefined && wire.id !== input.object_id;
    const hints = [
      ...(isOther ? [`HubSpot has record ${wire.id} in place of ${input.object_id}, as after a merge.`] : []),
      ...unknownHints(input.properties ?? [], [wire]),
      ...(isAlone ? [] : cutHints([wire])),
    ];
    return {
      object: toCrmObject(wire, { asked: properties, isSensitive, longest }),
      object_type: objectType,
      ...(input.associations && { associations: pages.flatMap((page) => page.records) }),
      ...(hints.length > 0 && { hint: hints.join(' ') }),
      ...(more.length > 0 && { more_associations: more }),
    };
  },
});
