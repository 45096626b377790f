import { withLookUp } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { checkMembership } from '../change/campaign-membership.ts';
import { createdLookUp } from '../change/look-up.ts';
import { readValues } from '../change/meant-reference.ts';
import { namedCreation } from '../change/named-change.ts';
import { RecordChange } from '../record/record.ts';
import { ObjectName } from '../record/record-id.ts';
import { RecordValues } from '../record/record-values.ts';
import { Saved } from '../record/saved.ts';
import type { Salesforce } from '../salesforce.ts';
import { findObject } from '../schema/find-object.ts';

export const createRecord = defineTool({
  name: 'create_record',
  title: 'Create a record',
  description: 'Creates one record. Look for an existing one first; with an external id use upsert_record.',
  effect: 'create',
  data: 'confidential',
  scopes: ['crm:write'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'crm_record', workflow: 'crm' },
  input: z.object({
    object_type: ObjectName.describe('Lead, Task, Invoice__c, ...'),
    fields: RecordValues.describe('Values by field name; several choices joined by ;'),
    allow_duplicates: z.boolean().default(false).describe('Save anyway'),
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
  undo: () => 'with delete_record',
  change: {
    fields: RecordChange,
    async read({ input, api }) {
      // Nobody is asked for what the org can't take. Of what it can, the values stand in the question.
      const { object, values } = await readCreate(api, input);
      await checkMembership(api, object, values);
      return namedCreation(api, object, values, input);
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
  return { object, values: await readValues(api, object, input.fields, 'create') };
}
