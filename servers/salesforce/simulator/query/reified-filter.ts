import type { Condition, Query } from '@bizmcp/soql';
import { refuse } from '../error-reply.ts';

const reified: ReadonlySet<string> = new Set(['entitydefinition.qualifiedapiname', 'entitydefinitionid', 'durableid']);

const isOfOne = (condition: Condition | undefined): boolean => {
  if (condition?.kind === 'and') return condition.conditions.some(isOfOne);
  if (condition?.kind !== 'comparison' || condition.operator !== '=' || condition.operand.kind !== 'field')
    return false;
  return reified.has(condition.operand.path.join('.').toLowerCase());
};

/** Fields are told of one object at a time: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/reference_objects_soql_limits.htm */
export const checkReifiedFilter = ({ from, where }: Query): void => {
  if (from.toLowerCase() !== 'fielddefinition' || isOfOne(where)) return;
  const columns = '[EntityDefinitionId,DurableId]';
  throw refuse(400, 'MALFORMED_QUERY', `FieldDefinition: a filter on a reified column is required ${columns}`);
};
