import { withLookUp } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { readValues } from '../change/meant-reference.ts';
import { namedChange, readPresent } from '../change/named-change.ts';
import { fieldIs } from '../record/read-fields.ts';
import { RecordChange } from '../record/record.ts';
import { ObjectName, RecordId } from '../record/record-id.ts';
import { RecordValues } from '../record/record-values.ts';
import { Saved } from '../record/saved.ts';
import { findObjectOf, noRecord } from '../schema/find-object.ts';

export const updateRecord = defineTool({
  name: 'update_record',
  title: 'Update a record',
  description: 'Changes the named fields of one record. It converts no lead.',
  effect: 'update',
  data: 'confidential',
  scopes: ['crm:write'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'crm_record', workflow: 'crm' },
  input: z.object({
    object_type: ObjectName.describe('Its object'),
    record_id: RecordId.describe('Its Id'),
    fields: RecordValues.describe('New values by field name; null clears one'),
    allow_duplicates: z.boolean().default(false).describe('Save anyway'),
  }),
  output: Saved,
  examples: [
    {
      title: 'A lead is being worked on',
      input: {
        object_type: 'Lead',
        record_id: '00QHp0000000RWxMAM',
        fields: { Status: 'Working - Contacted', Rating: 'Hot' },
      },
    },
  ],
  undo: () => 'with update_record and the values before',
  change: {
    fields: RecordChange,
    async read({ input, api }) {
      const object = await findObjectOf(api, input.object_type, input.record_id);
      const values = await readValues(api, object, input.fields, 'update');
      const present = await readPresent(api, object, fieldIs('Id', input.record_id), values);
      if (present === undefined) throw noRecord(object, input.record_id);
      return namedChange(api, object, present, { values, allowsDuplicates: input.allow_duplicates });
    },
  },
  async handler({ input, api }) {
    const object = await findObjectOf(api, input.object_type, input.record_id);
    const values = await readValues(api, object, input.fields, 'update');
    await withLookUp('Read it with get_record and compare the fields; the same change again does no harm.', () =>
      api.update(object.name, input.record_id, values, input.allow_duplicates),
    );
    return { id: input.record_id, success: true, errors: [] };
  },
});
