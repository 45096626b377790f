import type { Condition, Query } from '@bizmcp/soql';
import { leavesOf } from './query/check-query.ts';

const notDeleted: Condition = {
  kind: 'comparison',
  operand: { kind: 'field', path: ['IsDeleted'] },
  operator: '=',
  value: { kind: 'boolean', value: false },
};

/**
 * Where a query is to be asked: Salesforce leaves out what is in the recycle bin and activities of more than a year ago, unless it is
 * asked for all. Who asks for archived ones alone does not want deleted ones with them.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/resources-queryall.html
 */
export function withKeptRecords(query: Query): { resource: 'query' | 'queryAll'; query: Query } {
  const { where } = query;
  if (mentions(where, 'isdeleted')) return { resource: 'queryAll', query };
  const isActivity = /^(?:task|event)$/i.test(query.from);
  if (where === undefined || !isActivity || !mentions(where, 'isarchived')) return { resource: 'query', query };
  return { resource: 'queryAll', query: { ...query, where: { kind: 'and', conditions: [where, notDeleted] } } };
}

function mentions(where: Condition | undefined, name: string): boolean {
  return leavesOf(where).some(({ operand }) => operand.kind === 'field' && operand.path.at(-1)?.toLowerCase() === name);
}
