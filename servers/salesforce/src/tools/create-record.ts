import * as z from 'zod';
import { defineTool } from '../api.ts';
import { findObject } from '../find-object.ts';
import { createdLookUp, withLookUp } from '../look-up.ts';
import { SalesforceRecord } from '../record.ts';
import { ObjectName } from '../record-id.ts';
import { RecordValues, toVendorValues } from '../record-values.ts';
import type { Salesforce } from '../salesforce.ts';
import { Saved } from '../saved.ts';

export const createRecord = defineTool({
  name: 'create_record',
  title: 'Create a record',
  description:
    'Creates one record. Look for an existing one first; describe_object has fields, required ones and choices. ' +
    'With an external id use upsert_record, which cannot make it twice.',
  effect: 'create',
  data: 'confidential',
  scopes: ['crm:write'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'crm_record', workflow: 'crm' },
  input: z.object({
    object_type: ObjectName.describe('Lead, Task, Invoice__c, ...'),
    fields: RecordValues.describe('Values by field name; several choices joined by ;'),
    allow_duplicates: z.boolean().default(false).describe('Save what a duplicate rule only warns of'),
  }),
  output: Saved,
  examples: [
    {
      title: 'A task to call somebody back',
      input: {
        object_type: 'Task',
        fields: { Subject: 'Call back about the quote', ActivityDate: '2026-11-24', Priority: 'High' },
      },
    },
  ],
  change: {
    fields: SalesforceRecord,
    async read({ input, api }) {
      // There is nothing to compare with, but nobody is to be asked for what the org can't take.
      await readCreate(api, input);
      return undefined;
    },
  },
  async handler({ input, api }) {
    const { object, values } = await readCreate(api, input);
    const { id } = await withLookUp(createdLookUp(object.name, Object.keys(values)), () =>
      api.create(object.name, values, input.allow_duplicates),
    );
    return { id, success: true, errors: [] };
  },
});

async function readCreate(api: Salesforce, input: { object_type: string; fields: RecordValues }) {
  const object = await findObject(api, input.object_type);
  return { object, values: toVendorValues(object, input.fields, 'create') };
}
