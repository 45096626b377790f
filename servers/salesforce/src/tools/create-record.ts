import * as z from 'zod';
import { defineTool } from '../api.ts';
import { findObject } from '../find-object.ts';
import { createdLookUp, withLookUp } from '../look-up.ts';
import { namedChange } from '../named-change.ts';
import type { ObjectDescription } from '../object-description.ts';
import { RecordChange } from '../record.ts';
import { ObjectName } from '../record-id.ts';
import { RecordValues, toVendorValues } from '../record-values.ts';
import type { Salesforce, Values } from '../salesforce.ts';
import { Saved } from '../saved.ts';

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
  change: {
    fields: RecordChange,
    async read({ input, api }) {
      // Nobody is asked for what the org can't take. Of what it can, the values stand in the question; whom they refer to is told.
      const { object, values } = await readCreate(api, input);
      const { before, after } = await namedChange(api, object, undefined, referencesOf(object, values));
      return 'record' in before ? { before: { record: before.record }, after: { record: after.record } } : undefined;
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

function referencesOf({ fields }: ObjectDescription, values: Values): Values {
  const references = new Set(fields.filter(({ type }) => type === 'reference').map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => references.has(name) && value !== null));
}
