import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { findObject } from '../find-object.ts';
import { withLookUp } from '../look-up.ts';
import { type FieldDescription, findField, type ObjectDescription } from '../object-description.ts';
import { changeOf, fieldIs, readFields } from '../read-fields.ts';
import { SalesforceRecord } from '../record.ts';
import { FieldName, ObjectName } from '../record-id.ts';
import { RecordValues, toKeyValue, toVendorValues } from '../record-values.ts';
import { repeatUnanswered } from '../repeat-unanswered.ts';
import type { Salesforce } from '../salesforce.ts';
import { Saved } from '../saved.ts';

export const upsertRecord = defineTool({
  name: 'upsert_record',
  title: 'Upsert a record',
  description:
    'Changes the record with this external id, or creates it: the same call twice makes one record. ' +
    'describe_object marks fields that are external ids.',
  effect: 'update',
  idempotent: true,
  data: 'confidential',
  scopes: ['crm:write'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'crm_record', workflow: 'crm' },
  input: z.object({
    object_type: ObjectName.describe('Its object'),
    external_id_field: FieldName.describe('Field that is an external id'),
    external_id: z.string().min(1).max(255).describe('Its value'),
    fields: RecordValues.describe('Values by field name, without the external id'),
    allow_duplicates: z.boolean().default(false).describe('Save what a duplicate rule only warns of'),
  }),
  output: Saved.extend({
    created: z.boolean().optional().describe('Whether the record is new; unknown where an answer was lost'),
  }),
  examples: [
    {
      title: 'An account of the ERP, by its number there',
      input: {
        object_type: 'Account',
        external_id_field: 'External_Id__c',
        external_id: 'ERP-90017',
        fields: { Name: 'Kestrel Marine', Industry: 'Shipping' },
      },
    },
  ],
  change: {
    fields: SalesforceRecord,
    async read({ input, api }) {
      const { key, object, values } = await readUpsert(api, input);
      const present = await readFields(api, object.name, fieldIs(key.field, key.value), Object.keys(values));
      return changeOf(present, values);
    },
  },
  async handler({ input, api }) {
    const { isUnique, key, object, values } = await readUpsert(api, input);
    const upsert = () => api.upsert(object.name, key, values, input.allow_duplicates);
    const saved = await withLookUp('Upsert it again: it makes no second record.', () =>
      isUnique ? repeatUnanswered(upsert) : upsert(),
    );
    return { success: true, errors: [], ...saved };
  },
});

interface UpsertInput {
  object_type: string;
  external_id_field: string;
  external_id: string;
  fields: z.output<typeof RecordValues>;
}

async function readUpsert(api: Salesforce, input: UpsertInput) {
  const object = await findObject(api, input.object_type);
  const field = externalIdOf(object, input.external_id_field);
  const repeated = Object.keys(input.fields).find((name) => findField(object, name) === field);
  if (repeated !== undefined) throw refusal(`fields.${repeated}`, 'is the external id already; leave it out here');
  const value = toKeyValue(field, input.external_id, 'external_id');
  const values = toVendorValues(object, input.fields, 'update');
  return { object, values, key: { field: field.name, value }, isUnique: field.unique };
}

/** One that is no external id is refused with those that are. */
function externalIdOf(object: ObjectDescription, name: string): FieldDescription {
  const field = findField(object, name);
  if (field?.externalId) return field;
  const known = object.fields.filter(({ externalId }) => externalId).map((each) => each.name);
  const others = known.length > 0 ? `it has ${known.join(', ')}` : 'it has none; use create_record or update_record';
  throw refusal('external_id_field', `no external id of ${object.name}; ${others}`);
}

function refusal(path: string, problem: string): ToolError {
  return new ToolError('invalid_input', `${path}: ${problem}.`, { fields: [{ path, problem }] });
}
