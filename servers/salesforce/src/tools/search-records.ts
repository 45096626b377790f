import { wrongInput } from '@bizmcp/core';
import type { SearchTarget } from '@bizmcp/soql';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { classedRecords } from '../record/classed-records.ts';
import { SalesforceRecord } from '../record/record.ts';
import { ObjectName } from '../record/record-id.ts';
import { nameFieldOf, type ObjectDescription } from '../schema/object-description.ts';
import { firstOfEach } from '../search/search-result.ts';
import { objectsByScope } from '../search/search-scope.ts';
import { readSearchTerms } from '../search/search-terms.ts';
import { readSearchedObjects } from '../search/searched-objects.ts';

const Found = z.object({ Id: z.string(), attributes: z.object({ type: z.string() }) }).catchall(z.unknown());

/** What helps to recognise a record, where its object has it. */
const telling = ['Company', 'Title', 'Email', 'Phone', 'Status', 'StageName', 'Industry', 'AccountId', 'ActivityDate'];

export const searchRecords = defineTool({
  name: 'search_records',
  title: 'Search records',
  description: 'Finds records of several objects by words in any field, long texts too.',
  effect: 'read',
  data: 'confidential',
  scopes: ['crm:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'crm_record', workflow: 'crm' },
  input: z.object({
    text: z.string().min(2).max(200).describe('All words must be there; * after one: any ending'),
    object_types: z
      .array(ObjectName)
      .min(1)
      .max(10)
      .optional()
      .describe('Account, Contact, Lead, Opportunity unless given'),
    scope: z.enum(['ALL', 'NAME', 'EMAIL', 'PHONE']).default('ALL').describe('Fields'),
    limit: z.int().min(1).max(200).default(10).describe('Per object'),
  }),
  output: z.object({
    records: z
      .array(
        z.object({
          object_type: z.string().describe('Its object'),
          record: SalesforceRecord.describe('Id, name and what helps to recognise it'),
        }),
      )
      .describe('By object, the best first'),
    note: z.string().optional().describe('Where there are more, or why there may be none'),
  }),
  examples: [{ title: 'Who is at Granite?', input: { text: 'granite*', object_types: ['Account', 'Lead'], limit: 5 } }],
  async handler({ input, api, isCleared }) {
    const { limit, scope } = input;
    const term = readSearchTerms(input.text);
    const reads = api.gathered();
    const searched = await readSearchedObjects(reads, input.object_types);
    const objects = [...new Map(searched.map((object) => [object.name, object])).values()];
    const byScope = isCleared('restricted') ? new Map([[scope, objects]]) : await objectsByScope(reads, objects, scope);
    // One more than wanted tells that there are more: a search has neither a total nor a second page.
    const searches = [...byScope].map(([only, of]) =>
      api.search({ term, scope: only, returning: of.map((object) => targetOf(object, limit + 1)), limit: 2000 }, Found),
    );
    const rows = [...new Map((await Promise.all(searches)).flat().map((row) => [row.Id, row])).values()];
    const records = await classedRecords(api, rows);
    const found = rows.map(({ attributes }, index) => ({ object_type: attributes.type, record: records[index] ?? {} }));
    const narrowed = objects.filter((object) => !byScope.get(scope)?.includes(object)).map(({ name }) => name);
    return firstOfEach(found, limit, narrowed);
  },
});

function targetOf(object: ObjectDescription, limit: number): SearchTarget {
  if (!object.searchable) throw wrongInput('object_types', `${object.name} is in no search index; use query_records`);
  const has = new Set(object.fields.map(({ name }) => name));
  const named = [nameFieldOf(object)?.name ?? 'Id', ...telling.filter((field) => has.has(field))];
  const fields = ['Id', ...named].filter((name, index, all) => all.indexOf(name) === index).map((name) => [name]);
  return { object: object.name, fields, where: undefined, orderBy: [], limit, offset: undefined };
}
