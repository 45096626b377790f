import * as z from 'zod';
import { defineTool } from '../api.ts';
import { RecordId } from '../identifier.ts';
import { ObjectType, resolveObjectType } from '../portal/object-type.ts';
import { CrmObject } from '../record/crm-object.ts';
import { archiveRecord, readArchivalChange } from '../record/record-archival.ts';
import { PreviewNames } from '../record/record-change.ts';

export const archiveObject = defineTool({
  name: 'archive_object',
  title: 'Archive a record',
  description: 'Moves one CRM record to the recycling bin, where a person can restore most kinds for 90 days.',
  effect: 'delete',
  data: 'confidential',
  scopes: ['crm:write'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'crm_record', workflow: 'crm' },
  input: z.object({
    object_type: ObjectType.describe('Its type'),
    object_id: RecordId.describe('Its id'),
  }),
  output: z.object({
    archived: z.boolean().describe('True once HubSpot has archived it'),
    object_type: z.string().describe('Its type'),
    object_id: z.string().describe('Its id'),
  }),
  examples: [{ title: 'A deal that was made twice', input: { object_type: 'deals', object_id: '31204508220' } }],
  // https://knowledge.hubspot.com/records/restore-deleted-records
  undo: () => 'only in HubSpot, where most kinds of records can be restored for 90 days: Actions > Restore records',
  change: {
    fields: CrmObject.shape.properties.and(PreviewNames),
    read: ({ input, api }) => readArchivalChange(api, input.object_type, input.object_id),
  },
  async handler({ input, api }) {
    const objectType = await resolveObjectType(api, input.object_type);
    await archiveRecord(api, objectType, input.object_id);
    return { archived: true, object_type: objectType, object_id: input.object_id };
  },
});
