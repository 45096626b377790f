import * as z from 'zod';
import { defineTool } from '../api.ts';
import { findAssociationType } from '../association.ts';
import { CrmObject, createRecord, toCrmObject } from '../crm-object.ts';
import { requireProperties } from '../crm-property.ts';
import type { Hubspot } from '../hubspot.ts';
import { RecordId } from '../identifier.ts';
import { ObjectType, resolveObjectType } from '../object-type.ts';
import { PropertyValues, toVendorValues } from '../property-name.ts';
import { ifReadable, namedLine, PreviewNames, readMeaning, readRecordName, withNames } from '../record-change.ts';

const Other = z.strictObject({
  object_type: ObjectType.describe('Type of the existing record'),
  object_id: RecordId.describe('Its record id'),
  label: z.string().min(1).max(100).optional().describe('Association label'),
});

export const createObject = defineTool({
  name: 'create_object',
  title: 'Create a record',
  description:
    'Creates one CRM record (contact, company, deal, ticket, note, task, custom, ...) and associates it in the same step. ' +
    'Look for an existing one with search_objects first; list_properties and list_pipelines give names and values.',
  effect: 'create',
  data: 'confidential',
  scopes: ['crm:write'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'crm_record', workflow: 'crm' },
  input: z.object({
    object_type: ObjectType.describe('contacts, companies, deals, ..., or a custom type'),
    properties: PropertyValues.describe('Values by internal name; several options joined by ;'),
    associate_with: z.array(Other).max(10).optional().describe('Existing records to associate it with'),
  }),
  output: z.object({
    object: CrmObject.describe('The record as it was stored'),
    object_type: z.string().describe('Its type'),
  }),
  examples: [
    {
      title: 'A note on a contact',
      input: {
        object_type: 'notes',
        properties: { hs_timestamp: '2026-11-02T09:00:00Z', hs_note_body: 'Asked for a quote for ten seats.' },
        associate_with: [{ object_type: 'contacts', object_id: '31204501109' }],
      },
    },
  ],
  change: {
    fields: PreviewNames.catchall(PreviewNames.shape['the record']),
    async read({ input, api }) {
      const objectType = await resolveObjectType(api, input.object_type);
      const values = toVendorValues(input.properties);
      await ifReadable(requireProperties(api, objectType, Object.keys(values)));
      const [meaning, associated] = await Promise.all([
        readMeaning(api, objectType, values),
        ifReadable(readAssociated(api, objectType, input.associate_with)),
      ]);
      const lines = [...meaning, ...(associated ?? [])].filter(({ after }) => Object.keys(after).length > 0);
      const [first, ...rest] = lines;
      return first && withNames(first, ...rest);
    },
  },
  async handler({ input, api }) {
    const objectType = await resolveObjectType(api, input.object_type);
    const associations = await Promise.all(
      (input.associate_with ?? []).map(async (other) => {
        const otherType = await resolveObjectType(api, other.object_type);
        return {
          to: { id: other.object_id },
          types: [await findAssociationType(api, objectType, otherType, other.label)],
        };
      }),
    );
    const created = await createRecord(api, objectType, { properties: toVendorValues(input.properties), associations });
    return { object: toCrmObject(created), object_type: objectType };
  },
});

/** A line for each record that the new one is to be associated with; a label that there is not is refused before anybody is asked. */
function readAssociated(api: Hubspot, objectType: string, others: readonly z.output<typeof Other>[] = []) {
  return Promise.all(
    others.map(async ({ object_type, object_id: id, label }) => {
      const type = await resolveObjectType(api, object_type);
      const [name] = await Promise.all([
        readRecordName(api, type, id),
        findAssociationType(api, objectType, type, label),
      ]);
      return namedLine(`${type} ${id}`, name, label === undefined ? 'associated' : `associated as ${label}`);
    }),
  );
}
