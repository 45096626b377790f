import { wrongInput } from '@bizmcp/core';
import type { Condition, FieldPath, Operand, Query, SelectItem, Value } from '@bizmcp/soql';
import { namedClass } from '../record/record.ts';
import { unclearNumber } from '../record/unclear-number.ts';
import { valueProblem } from '../record/value-problem.ts';
import type { GatheredReads } from '../salesforce.ts';
import { isLink } from '../schema/field-class.ts';
import { findObject } from '../schema/find-object.ts';
import { type FieldDescription, numberTypes, type ObjectDescription } from '../schema/object-description.ts';
import { suggestNames } from '../schema/suggest-names.ts';
import { checkPath, type FoundField } from './check-path.ts';
import { operatorProblem } from './operator-problem.ts';

/** What a field must allow to stand somewhere. */
type Ability = 'filterable' | 'sortable' | 'groupable';

/** A field that a query names, in which argument of the tool, and what is done with it there. */
interface Mention {
  path: FieldPath;
  argument: string;
  ability?: Ability | undefined;
  /** Whether the least or greatest of it is asked for. */
  isCompared?: boolean;
  /** Whether a sum or an average of it is asked for. */
  isSummed?: boolean;
  /** Whether what a function makes of it is asked for under another name. */
  isRenamed?: boolean;
  /** Whether where it stands tells of its values, though they are not shown. */
  isTelling?: boolean | undefined;
  /** The condition that it stands in. */
  leaf?: Leaf;
}

/** A condition that is made of no others. */
export type Leaf = Exclude<Condition, { kind: 'and' | 'or' | 'not' }>;

const textTypes = new Set(['string', 'textarea', 'email', 'phone', 'url', 'address', 'encryptedstring']);

const refusals: Record<Ability, string> = {
  filterable: 'Salesforce cannot filter by it',
  sortable: 'Salesforce cannot order by it',
  groupable: 'Salesforce cannot group by it',
};

/**
 * Holds every name of a query against the org's own description, subqueries included; an unknown one is refused. `within` is the
 * argument of the tool in which a subquery stands. Where the caller `isCleared` for what is restricted, anything may be asked of it.
 */
export async function checkQuery(
  api: GatheredReads,
  query: Query,
  object: ObjectDescription,
  { isCleared, within }: { isCleared: boolean; within?: 'fields' | 'conditions' },
): Promise<void> {
  const ofFields = mentionsOf(query).map(async (mention) => {
    const { path } = mention;
    const argument = within ?? mention.argument;
    const found = await checkPath(api, path, { object, alias: query.alias, argument });
    const problem = found && problemOf(found.field, mention);
    if (problem !== undefined) throw wrongInput(argument, problem);
    if (!isCleared && mention.isTelling && (await isRestricted(api, path, found)))
      throw wrongInput(argument, `${path.at(-1)}: ${maskedRefusal}`);
  });
  const ofSemiJoins = leavesOf(query.where).map(async (leaf) => {
    if (leaf.kind !== 'semi-join') return;
    const place = within ?? 'conditions';
    await checkQuery(api, leaf.query, await findObject(api, leaf.query.from, place), { isCleared, within: place });
  });
  const ofChildren = query.select.map(async (item) => {
    if (item.kind === 'subquery')
      await checkQuery(api, item.query, await childObject(api, object, item.query.from), {
        isCleared,
        within: 'fields',
      });
  });
  await Promise.all([...ofFields, ...ofSemiJoins, ...ofChildren]);
}

function mentionsOf(query: Query): Mention[] {
  const selected = query.select.flatMap((item) => (item.kind === 'operand' ? selectedOf(item) : []));
  const conditions = [...leavesOf(query.where), ...leavesOf(query.having)].flatMap((leaf) =>
    mentions(leaf.operand, 'conditions', 'filterable').map((mention) => {
      const isTelling = mention.isTelling && !isForNull(leaf);
      return { ...mention, isTelling, leaf };
    }),
  );
  return [
    ...selected,
    ...conditions,
    ...query.groupBy.flatMap((operand) => mentions(operand, 'fields', 'groupable')),
    ...query.orderBy.flatMap(({ operand }) => mentions(operand, 'order_by', 'sortable')),
  ];
}

/** The least or greatest of texts is one of them, and a text under another name is not known by its name to be personal. */
function selectedOf({ alias, operand }: Extract<SelectItem, { kind: 'operand' }>): Mention[] {
  const name = operand.kind === 'call' ? operand.name : undefined;
  const isCompared = name === 'MIN' || name === 'MAX';
  const isSummed = name === 'SUM' || name === 'AVG';
  const isRenamed = name !== undefined && alias !== undefined && !name.startsWith('COUNT');
  const isTelling = name === 'COUNT_DISTINCT';
  return pathsOf(operand).map((path) => ({ path, argument: 'fields', isCompared, isSummed, isRenamed, isTelling }));
}

/** A function of a field may be possible where the field alone is not. */
function mentions(operand: Operand, argument: string, ability: Ability): Mention[] {
  const isPlain = operand.kind === 'field';
  const isTelling = isPlain || operand.name !== 'COUNT';
  return pathsOf(operand).map((path) => ({ path, argument, ability: isPlain ? ability : undefined, isTelling }));
}

/** Of a masked value it may be asked whether there is one: by equality too a list of guesses, halved again and again, would find it. */
function isForNull(leaf: Leaf): boolean {
  const values = valuesOf(leaf);
  return values.length > 0 && values.every(({ kind }) => kind === 'null');
}

const maskedRefusal =
  'its values are masked for your role, so it can be compared with NULL and counted alone, not sorted, grouped or told apart. ' +
  'Ask by other fields, or ask who runs this server for a role that may see it';

/** Behind an owner that may be of several objects the name of a field alone tells. */
export async function isRestricted(
  api: Pick<GatheredReads, 'classes'>,
  path: FieldPath,
  found: FoundField | undefined,
): Promise<boolean> {
  if (namedClass(path.at(-1) ?? '') === 'restricted') return true;
  if (found === undefined || isLink(found.field)) return false;
  // What a field was before a change: of any field of its object.
  if (found.field.type === 'anyType') return true;
  return (await api.classes(found.object.name)).get(found.field.name.toLowerCase()) === 'restricted';
}

function pathsOf(operand: Operand): FieldPath[] {
  return operand.kind === 'field' ? [operand.path] : operand.arguments.flatMap(pathsOf);
}

/** The conditions that a condition is made of. */
export function leavesOf(condition: Condition | undefined): Leaf[] {
  if (condition === undefined) return [];
  if (condition.kind === 'not') return leavesOf(condition.condition);
  return 'conditions' in condition ? condition.conditions.flatMap(leavesOf) : [condition];
}

/** What a field is compared with; what a function gives is of another type than its field. */
export function valuesOf(leaf: Leaf): readonly Value[] {
  return leaf.operand.kind === 'field' ? boundsOf(leaf) : [];
}

/** What a field, or what a function gives of it, is compared with. */
export function boundsOf(leaf: Leaf): readonly Value[] {
  if (leaf.kind === 'comparison') return [leaf.value];
  return leaf.kind === 'membership' ? leaf.values : [];
}

function problemOf(
  field: FieldDescription,
  { ability, isCompared, isRenamed, isSummed, leaf }: Mention,
): string | undefined {
  if (isCompared && textTypes.has(field.type))
    return `${field.name}: MIN and MAX are for numbers and days; the first of texts comes by order_by and limit 1`;
  if (isSummed && !numberTypes.has(field.type))
    return `${field.name} (${field.type}): SUM and AVG are for numbers; COUNT and COUNT_DISTINCT for others`;
  if (isRenamed && textTypes.has(field.type))
    return `${field.name}: a text stands alone, without a function or another name`;
  if (ability && !field[ability]) return `${field.name}: ${refusals[ability]}${otherWay(field, ability)}`;
  if (leaf === undefined) return undefined;
  const operator = leaf.kind === 'comparison' ? leaf.operator : '=';
  const problems = [
    operatorProblem(field, leaf),
    ...valuesOf(leaf).map((value) => valueProblem(field, value, operator)),
    ...boundsOf(leaf).map((bound) => boundProblem(field, bound)),
  ];
  return problems.find((problem) => problem !== undefined);
}

function otherWay({ type }: FieldDescription, ability: Ability): string {
  return ability === 'filterable' && type === 'textarea' ? '; search_records looks into long texts' : '';
}

function boundProblem(field: FieldDescription, bound: Value): string | undefined {
  const text = bound.kind === 'currency' ? bound.amount : bound.kind === 'number' ? bound.text : '';
  const problem = unclearNumber(field, text);
  return problem && `${field.name} ${text}: ${problem}`;
}

/** The object that a relationship to children leads to. */
async function childObject(api: GatheredReads, parent: ObjectDescription, name: string): Promise<ObjectDescription> {
  const wanted = name.toLowerCase();
  const { childRelationships } = parent;
  const found = childRelationships.find(({ relationshipName }) => relationshipName?.toLowerCase() === wanted);
  if (found) return findObject(api, found.childSObject, 'fields');
  const known = childRelationships.flatMap(({ relationshipName }) => relationshipName ?? []);
  throw wrongInput('fields', `${name} leads to no children of ${parent.name}${suggestNames(name, known)}`);
}
