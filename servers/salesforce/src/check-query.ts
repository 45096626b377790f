import { ToolError } from '@bizmcp/core';
import { aggregateFunctions, type Condition, type FieldPath, type Operand, type Query } from '@bizmcp/soql';
import { checkPath } from './check-path.ts';
import { findObject } from './find-object.ts';
import type { FieldDescription, ObjectDescription } from './object-description.ts';
import type { GatheredReads } from './salesforce.ts';
import { suggestNames } from './suggest-names.ts';

/** What a field must allow to stand somewhere. */
type Ability = 'filterable' | 'sortable' | 'groupable';

/** A field that a query names, in which argument of the tool, and what is done with it there. */
interface Mention {
  path: FieldPath;
  argument: string;
  ability?: Ability | undefined;
}

const refusals: Record<Ability, string> = {
  filterable: 'Salesforce cannot filter by it; search_records looks into long texts',
  sortable: 'Salesforce cannot order by it',
  groupable: 'Salesforce cannot group by it',
};

/** Holds every name of a query against the org's own description, subqueries included; an unknown one is refused. */
export async function checkQuery(api: GatheredReads, query: Query, object: ObjectDescription): Promise<void> {
  const ofFields = mentionsOf(query).map(async ({ ability, argument, path }) => {
    const field = await checkPath(api, path, { object, alias: query.alias, argument });
    if (field && ability) checkAbility(field, ability, argument);
  });
  const ofSemiJoins = semiJoinsOf(query.where).map(async ({ query: inner }) =>
    checkQuery(api, inner, await findObject(api, inner.from, 'conditions')),
  );
  const ofChildren = query.select.map(async (item) => {
    if (item.kind === 'subquery') await checkQuery(api, item.query, await childObject(api, object, item.query.from));
  });
  await Promise.all([...ofFields, ...ofSemiJoins, ...ofChildren]);
}

function mentionsOf(query: Query): Mention[] {
  const selected = query.select.flatMap((item) => (item.kind === 'operand' ? pathsOf(item.operand) : []));
  const conditions = [query.where, query.having].filter((condition) => condition !== undefined);
  return [
    ...selected.map((path) => ({ path, argument: 'fields' })),
    ...conditions.flatMap(operandsOf).flatMap((operand) => mentions(operand, 'conditions', 'filterable')),
    ...query.groupBy.flatMap((operand) => mentions(operand, 'fields', 'groupable')),
    ...query.orderBy.flatMap(({ operand }) => mentions(operand, 'order_by', 'sortable')),
  ];
}

/** A function of a field may be possible where the field alone is not. */
function mentions(operand: Operand, argument: string, ability: Ability): Mention[] {
  const isPlain = operand.kind === 'field';
  return pathsOf(operand).map((path) => ({ path, argument, ability: isPlain ? ability : undefined }));
}

function pathsOf(operand: Operand): FieldPath[] {
  return operand.kind === 'field' ? [operand.path] : operand.arguments.flatMap(pathsOf);
}

function operandsOf(condition: Condition): Operand[] {
  if (condition.kind === 'not') return operandsOf(condition.condition);
  if ('conditions' in condition) return condition.conditions.flatMap(operandsOf);
  return [condition.operand];
}

function semiJoinsOf(condition: Condition | undefined): Extract<Condition, { kind: 'semi-join' }>[] {
  if (condition === undefined) return [];
  if (condition.kind === 'and' || condition.kind === 'or') return condition.conditions.flatMap(semiJoinsOf);
  if (condition.kind === 'not') return semiJoinsOf(condition.condition);
  return condition.kind === 'semi-join' ? [condition] : [];
}

/** Whether an operand is made of many records. */
export function isAggregate(operand: Operand): boolean {
  return operand.kind === 'call' && aggregateFunctions.has(operand.name);
}

function checkAbility(field: FieldDescription, ability: Ability, argument: string): void {
  if (field[ability]) return;
  const problem = `${field.name}: ${refusals[ability]}`;
  throw new ToolError('invalid_input', `${argument}: ${problem}.`, { fields: [{ path: argument, problem }] });
}

/** The object that a relationship to children leads to. */
async function childObject(api: GatheredReads, parent: ObjectDescription, name: string): Promise<ObjectDescription> {
  const wanted = name.toLowerCase();
  const { childRelationships } = parent;
  const found = childRelationships.find(({ relationshipName }) => relationshipName?.toLowerCase() === wanted);
  if (found) return findObject(api, found.childSObject, 'fields');
  const known = childRelationships.flatMap(({ relationshipName }) => relationshipName ?? []);
  const problem = `${name} leads to no children of ${parent.name}${suggestNames(name, known)}`;
  throw new ToolError('invalid_input', `fields: ${problem}.`, { fields: [{ path: 'fields', problem }] });
}
