import { withLookUp } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { namedChange, readPresent } from '../change/named-change.ts';
import { readUpsert } from '../change/read-upsert.ts';
import { repeatUnanswered } from '../change/repeat-unanswered.ts';
import { refuseSharedKey } from '../change/unique-value.ts';
import { fieldIs } from '../record/read-fields.ts';
import { RecordChange } from '../record/record.ts';
import { FieldName, ObjectName } from '../record/record-id.ts';
import { RecordValues, toVendorValues } from '../record/record-values.ts';
import { Saved } from '../record/saved.ts';
import { findObject } from '../schema/find-object.ts';

export const upsertRecord = defineTool({
  name: 'upsert_record',
  title: 'Upsert a record',
  description: 'Changes the record with this external id, or creates it: the same call twice makes one record.',
  effect: 'update',
  idempotent: true,
  data: 'confidential',
  scopes: ['crm:write'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'crm_record', workflow: 'crm' },
  input: z.object({
    object_type: ObjectName.describe('Its object'),
    external_id_field: FieldName.describe('describe_object marks external ids'),
    external_id: z.string().min(1).max(255).describe('Its value'),
    fields: RecordValues.describe('Values by field name, without the external id'),
    allow_duplicates: z.boolean().default(false).describe('Save anyway'),
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
        fields: { Name: 'Kestrel Marine', Industry: 'Transportation' },
      },
    },
  ],
  undo: () => 'of a new record with delete_record, of another with update_record and the values before',
  change: {
    fields: RecordChange,
    async read({ input, api, isCleared }) {
      const { isUnique, key, values } = await readUpsert(api, input, isCleared);
      const object = await findObject(api, input.object_type);
      if (!isUnique) await refuseSharedKey(api, object.name, key);
      const present = await readPresent(api, object, fieldIs(key.field, key.value), {
        ...values,
        [key.field]: key.value,
      });
      if (present === undefined) toVendorValues(object, { ...input.fields, [key.field]: key.value }, 'create');
      return namedChange(api, object, present, { values, key, allowsDuplicates: input.allow_duplicates });
    },
  },
  async handler({ input, api, isCleared }) {
    const { isUnique, key, object, values } = await readUpsert(api, input, isCleared);
    const upsert = () => api.upsert(object, key, values, input.allow_duplicates);
    const saved = await withLookUp('Upsert it again: it makes no second record.', () =>
      isUnique ? repeatUnanswered(upsert) : upsert(),
    );
    return { success: true, errors: [], ...saved };
  },
});
