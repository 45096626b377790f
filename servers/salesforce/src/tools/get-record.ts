import { wrongInput } from '@bizmcp/core';
import type { SelectItem } from '@bizmcp/soql';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { checkQuery } from '../query/check-query.ts';
import { isAggregateItem } from '../query/grouped-query.ts';
import { readQueryInput } from '../query/query-input.ts';
import { withOwnNames } from '../query/selected-name.ts';
import { classedRecords } from '../record/classed-records.ts';
import { cutTextsNote } from '../record/cut-texts.ts';
import { fieldIs } from '../record/read-fields.ts';
import { SalesforceRecord, WireRow } from '../record/record.ts';
import { ObjectName, RecordId } from '../record/record-id.ts';
import { findObjectOf, noRecord } from '../schema/find-object.ts';
import type { ObjectDescription } from '../schema/object-description.ts';

export const getRecord = defineTool({
  name: 'get_record',
  title: 'Get a record',
  description: 'Returns one record by id.',
  effect: 'read',
  data: 'confidential',
  scopes: ['crm:read'],
  rateLimit: { calls: 120, perSeconds: 60 },
  semantics: { entity: 'crm_record', workflow: 'crm' },
  input: z.object({
    object_type: ObjectName.describe('Its object'),
    record_id: RecordId.describe('Its Id'),
    fields: z
      .array(z.string().min(1).max(1000))
      .min(1)
      .max(100)
      .optional()
      .describe('As in query_records; else all of its own'),
  }),
  output: z.object({
    object_type: z.string().describe('Its object'),
    record: SalesforceRecord.describe('Fields by name; one without a value is left out'),
    note: z.string().optional().describe('Which texts are not whole'),
  }),
  examples: [
    {
      title: 'A lead with its owner and campaigns',
      input: {
        object_type: 'Lead',
        record_id: '00QHp0000000RWxMAM',
        fields: ['Name', 'Company', 'Status', 'Owner.Name', '(SELECT Campaign.Name, Status FROM CampaignMembers)'],
      },
    },
    { title: 'All of a lead', input: { object_type: 'Lead', record_id: '00QHp0000000RWxMAM' } },
  ],
  async handler({ input, api, isCleared }) {
    const object = await findObjectOf(api, input.object_type, input.record_id);
    if (input.fields === undefined) {
      const [whole = {}] = await classedRecords(api, [await api.retrieve(object.name, input.record_id)]);
      return answerOf(object, whole);
    }
    const asked = { ...readQueryInput(object, { fields: input.fields }), where: fieldIs('Id', input.record_id) };
    if (asked.select.some(isAggregateItem))
      throw wrongInput('fields', 'one record has no COUNT or SUM', 'Use query_records.');
    const reads = api.gathered();
    await checkQuery(reads, asked, object, { isCleared: isCleared('restricted') });
    const query = await withOwnNames(reads, { ...asked, orderBy: [], limit: 1 }, object);
    const [record] = await classedRecords(api, (await api.query(query, WireRow)).rows, query.select);
    if (record === undefined) throw noRecord(object, input.record_id);
    return answerOf(object, record, query.select);
  },
});

function answerOf({ name }: ObjectDescription, record: SalesforceRecord, select?: readonly SelectItem[]) {
  const note = cutTextsNote([record], select);
  return { object_type: name, record, ...(note !== undefined && { note }) };
}
