import { type Condition, parseCondition, type Query } from '@bizmcp/soql';
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
  if (where === undefined || !isActivity(query) || !mentions(where, 'isarchived')) return { resource: 'query', query };
  return { resource: 'queryAll', query: { ...query, where: { kind: 'and', conditions: [where, notDeleted] } } };
}

/**
 * A query of what is changed or deleted by its id, or with a record: archived activities are as others are.
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_queryall.htm
 */
export function alsoArchived(query: Query): Query {
  if (!isActivity(query)) return query;
  const either = parseCondition('IsArchived = TRUE OR IsArchived = FALSE');
  return { ...query, where: { kind: 'and', conditions: [query.where ?? [], either].flat() } };
}

/** Tasks and events, which Salesforce archives. */
export function isActivity({ from }: Pick<Query, 'from'>): boolean {
  return /^(?:task|event)$/i.test(from);
}

function mentions(where: Condition | undefined, name: string): boolean {
  return leavesOf(where).some(({ operand }) => operand.kind === 'field' && operand.path.at(-1)?.toLowerCase() === name);
}
