import { withLookUp } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { checkAbility } from '../change/check-ability.ts';
import { isKeptByNoBin, readDeletion } from '../change/deletion.ts';
import { SalesforceRecord } from '../record/record.ts';
import { ObjectName, RecordId } from '../record/record-id.ts';
import { Saved } from '../record/saved.ts';
import { findObjectOf } from '../schema/find-object.ts';

export const deleteRecord = defineTool({
  name: 'delete_record',
  title: 'Delete a record',
  description:
    'Moves one record to the recycle bin, where a person can restore it for 15 days, with contacts, opportunities, activities of an account.',
  effect: 'delete',
  data: 'confidential',
  scopes: ['crm:write'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'crm_record', workflow: 'crm' },
  input: z.object({
    object_type: ObjectName.describe('Its object'),
    record_id: RecordId.describe('Its Id'),
  }),
  output: Saved,
  examples: [{ title: 'A lead that was spam', input: { object_type: 'Lead', record_id: '00QHp0000000RWxMAM' } }],
  undo: ({ object_type }) =>
    isKeptByNoBin(object_type)
      ? 'not possible: no recycle bin keeps it; create_record makes another like it'
      : 'only in Salesforce, for 15 days, from the recycle bin',
  change: {
    fields: SalesforceRecord,
    async read({ input, api }) {
      const object = await findObjectOf(api, input.object_type, input.record_id);
      checkAbility(object, 'delete');
      return readDeletion(api, object, input.record_id);
    },
  },
  async handler({ input, api }) {
    const object = await findObjectOf(api, input.object_type, input.record_id);
    checkAbility(object, 'delete');
    await withLookUp('Read it with get_record: a deleted one is not found.', () =>
      api.remove(object.name, input.record_id),
    );
    return { id: input.record_id, success: true, errors: [] };
  },
});
