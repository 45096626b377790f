import * as z from 'zod';
import { defineTool } from '../api.ts';
import { readSensitivity } from '../portal/crm-property.ts';
import { ObjectType, resolveObjectType } from '../portal/object-type.ts';
import { PropertyValues, toVendorValues } from '../portal/property-name.ts';
import { CrmObject, createRecord, toWrittenObject } from '../record/crm-object.ts';
import { OtherRecord, readAssociations } from '../record/other-record.ts';
import { PreviewNames } from '../record/record-change.ts';
import { readCreationChange } from '../record/record-creation.ts';

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
    associate_with: z.array(OtherRecord).max(10).optional().describe('Existing records to associate it with'),
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
  undo: () => 'with archive_object; only in HubSpot is it merged with another',
  change: {
    fields: PreviewNames.catchall(PreviewNames.shape['the record']),
    read: ({ input, api }) => readCreationChange(api, input),
  },
  async handler({ input, api }) {
    const objectType = await resolveObjectType(api, input.object_type);
    const isSensitive = await readSensitivity(api, objectType).catch(() => undefined);
    const associations = await readAssociations(api, objectType, input.associate_with);
    const created = await createRecord(api, objectType, { properties: toVendorValues(input.properties), associations });
    return { object: toWrittenObject(created, isSensitive), object_type: objectType };
  },
});
