import { Cursor, NextCursor } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { checkQuery } from '../query/check-query.ts';
import { noteOnPage } from '../query/query-hint.ts';
import { readQueryInput } from '../query/query-input.ts';
import { readRecordPage } from '../query/record-page.ts';
import { withOwnNames } from '../query/selected-name.ts';
import { SalesforceRecord } from '../record/record.ts';
import { ObjectName } from '../record/record-id.ts';
import { findObject } from '../schema/find-object.ts';

export const queryRecords = defineTool({
  name: 'query_records',
  title: 'Query records',
  description: 'Finds records of one object by SOQL conditions, or counts and sums them by group.',
  effect: 'read',
  data: 'confidential',
  scopes: ['crm:read'],
  rateLimit: { calls: 120, perSeconds: 60 },
  semantics: { entity: 'crm_record', workflow: 'crm' },
  input: z.object({
    object_type: ObjectName.describe('Lead, Opportunity, Invoice__c, ...'),
    fields: z
      .array(z.string().min(1).max(1000))
      .min(1)
      .max(100)
      .describe(
        'Name, Account.Name, (SELECT Subject FROM Tasks LIMIT 5); or COUNT(Id), SUM(Amount) total, grouped by the others',
      ),
    conditions: z
      .string()
      .min(1)
      .max(4000, 'takes 4,000 characters at most: ask in parts, or by IN (SELECT AccountId FROM ...), not a long list')
      .optional()
      .describe("As after WHERE: Industry = 'Energy' AND CreatedDate = LAST_N_DAYS:30"),
    order_by: z.string().min(1).max(500).optional().describe('Amount DESC, Name'),
    limit: z.int().min(1).max(2000).default(100).describe('Per page'),
    cursor: Cursor,
  }),
  output: z.object({
    records: z.array(SalesforceRecord).describe('Fields by name; one without a value is left out'),
    total_size: z.number().describe('How many match in all'),
    done: z.boolean().describe('Whether these are the last'),
    next_cursor: NextCursor,
    note: z.string().optional().describe('Why there are so few'),
  }),
  examples: [
    {
      title: 'Open opportunities that close this quarter, largest first',
      input: {
        object_type: 'Opportunity',
        fields: ['Name', 'StageName', 'Amount', 'CloseDate', 'Account.Name', 'Owner.Name'],
        conditions: 'IsClosed = FALSE AND CloseDate = THIS_QUARTER',
        order_by: 'Amount DESC',
        limit: 20,
      },
    },
    {
      title: 'Leads of the last 90 days by source',
      input: {
        object_type: 'Lead',
        fields: ['LeadSource', 'COUNT(Id) leads'],
        conditions: 'CreatedDate = LAST_N_DAYS:90',
      },
    },
  ],
  async handler({ input, api, isCleared }) {
    const object = await findObject(api, input.object_type);
    const asked = readQueryInput(object, input);
    const reads = api.gathered();
    await checkQuery(reads, asked, object, { isCleared: isCleared('restricted') });
    const query = await withOwnNames(reads, asked, object);
    const page = await readRecordPage(api, query, input);
    const note = await noteOnPage(reads, query, object, page);
    return { ...page, ...(note !== undefined && { note }) };
  },
});
