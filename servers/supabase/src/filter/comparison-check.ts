import { wrongFields } from '@bizmcp/core';
import { readJson } from '../json-text.ts';
import { rootOf } from '../schema/column-name.ts';
import { type Column, type Table, type TypeOf, typesOf } from '../schema/project-schema.ts';
import { valueProblem } from '../schema/value-check.ts';
import { isTextType } from '../schema/value-type.ts';
import { type Comparison, type Condition, comparisonsOf } from './filter.ts';
import { ofLists, ofSizes, ofTexts, ofWords } from './operator.ts';

const timeTypes = /^(?:date|timestamp)/;
const jsonTypes = /^jsonb?$/;
/** Types whose values have no parts. */
const plainTypes =
  /^(?!.*range)(?:smallint|integer|bigint|numeric|real|double precision|boolean|uuid|date|time|interval)[\w ]*$/;
const ofValues = new Set([...ofSizes, 'eq', 'neq', 'in', 'isdistinct']);

const asText = 'is compared as a text, of which "9" is more than "100"';

const ofOtherColumn =
  'is compared with values, not with another column; read both and compare them yourself, or query a view that does';

/** What a path that gives a text does with numbers. */
export function comparedAsText(column: string): string {
  return `${asText}; ${column.replace('->>', '->')} compares numbers`;
}

/** Refuses comparisons that the type of a column does not know, before anything is sent, and says how it is compared. */
export function checkComparisons(table: Table | undefined, conditions: readonly Condition[]): void {
  const typeOf = typesOf(table);
  const fields = comparisonsOf(conditions).flatMap((comparison) => {
    const problem = problemOf(comparison, table, typeOf);
    return problem === undefined ? [] : [{ path: `filters.${comparison.column}`, problem }];
  });
  // Both ends of a span have the same fault as a rule.
  const told = new Map(fields.map((field) => [`${field.path}: ${field.problem}`, field]));
  if (told.size > 0) throw wrongFields([...told.values()], 'Nothing was sent.');
}

/** Says of a time that the database refused which column it is for: some read days in a form of their own, or words. */
export function checkTimes(table: Table | undefined, conditions: readonly Condition[]): void {
  const typeOf = typesOf(table);
  const isOther = ({ column, value }: Comparison) =>
    timeTypes.test(typeOf(column) ?? '') && [value].flat().some((each) => !/^\s*\d{4}-\d/.test(String(each)));
  const fields = comparisonsOf(conditions)
    .filter((each) => each.operator !== 'is' && isOther(each))
    .map(({ column }) => ({ path: `filters.${column}`, problem: 'takes ISO 8601 here, such as 2026-11-30T15:00:00Z' }));
  if (fields.length > 0) throw wrongFields(fields, '');
}

function problemOf(comparison: Comparison, table: Table | undefined, typeOf: TypeOf): string | undefined {
  const { column, operator, value } = comparison;
  const own = table?.columns.find(({ name }) => name === column);
  const type = own?.type ?? typeOfPath(column);
  if (ofSizes.has(operator) && typeof value === 'number') {
    if (column.includes('->>')) return comparedAsText(column);
    if (isTextType(type ?? '')) return `${asText}; where that is meant, write the value as a text`;
  }
  const problem =
    pathProblem(comparison, typeOf) ?? (type && (partProblem(comparison, own, type) ?? wholeProblem(comparison, type)));
  if (problem || own === undefined) return problem || undefined;
  // One value stands for a list of it, as which a list in quotes would find other rows.
  if (ofLists.has(operator) && own.type.endsWith('[]'))
    return Array.isArray(typeof value === 'string' ? readJson(value) : value) ? valueProblem(own, value) : undefined;
  if (!ofValues.has(operator)) return undefined;
  const wrong = [value]
    .flat()
    .map((each) => valueProblem(own, each))
    .find((each) => each !== undefined);
  return wrong !== undefined && table?.columns.some(({ name }) => name === value) ? ofOtherColumn : wrong;
}

/** What stands at the end of a path into JSON: `->>` gives a text. */
function typeOfPath(column: string): string | undefined {
  const arrow = /^.*(->>?)/s.exec(column)?.[1];
  return arrow && (arrow === '->>' ? 'text' : 'jsonb');
}

/** Of comparisons with a part of a value. */
function partProblem(
  { column, operator, value }: Comparison,
  own: Column | undefined,
  type: string,
): string | undefined {
  const isPlain = plainTypes.test(type) || own?.options !== undefined;
  if (ofLists.has(operator)) {
    if (column.includes('->>')) return `is a text; ${column.replace('->>', '->')} is compared as JSON`;
    if (isTextType(type)) return 'is a text; find a part of it by {"ilike": "%word%"}';
    if (/range$/.test(type) && Array.isArray(value))
      return `is of type ${type}; write a range as a text, such as "[1,5)"`;
    return isPlain ? `is of type ${type}, no list; write {"in": [...]}` : undefined;
  }
  if (!ofTexts.has(operator) && !ofWords.has(operator)) return undefined;
  if (timeTypes.test(type)) return `is a ${type}; write {"gte": "2026-11-01", "lt": "2026-12-01"}`;
  if (jsonTypes.test(type) && ofTexts.has(operator)) return `is JSON; its texts are ${textPath(column)}`;
  return isPlain ? `is of type ${type}, no text; compare it by eq, in, gt or lt` : undefined;
}

function textPath(column: string): string {
  return column.includes('->') ? column.replace(/->(?!.*->)/s, '->>') : `${column}->>key`;
}

/** Of comparisons with a whole value. */
function wholeProblem({ column, operator, value }: Comparison, type: string): string | undefined {
  if (type === 'json' && operator !== 'is')
    return `is of type json, of which the keys alone are compared: ${column}->>key`;
  const isAboutOne = !ofLists.has(operator) && operator !== 'is' && !isListText(value);
  if (type.endsWith('[]') && isAboutOne) return `is a list (${type}); write {"contains": ["..."]}`;
  const isTruth = operator === 'is' && [true, false, 'true', 'false', 'unknown'].some((each) => each === value);
  return isTruth && type !== 'boolean' && (plainTypes.test(type) || isTextType(type) || jsonTypes.test(type))
    ? `is of type ${type}, no boolean; write {"eq": ...}`
    : undefined;
}

function pathProblem({ column, value }: Comparison, typeOf: TypeOf): string | undefined {
  const type = typeOf(rootOf(column));
  if (typeOf(column) === undefined && column.includes('->') && (plainTypes.test(type ?? '') || isTextType(type ?? '')))
    return `is a path into ${rootOf(column)}, which is of type ${type} and has no keys`;
  const [root = '', ...path] = column.split('.');
  if (typeOf(column) !== undefined || path.length === 0 || !/json/.test(typeOf(root) ?? '')) return undefined;
  return `is a path into JSON, which is written ${[root, ...path.slice(0, -1)].join('->')}${typeof value === 'number' ? '->' : '->>'}${path.at(-1)}`;
}

/** PostgreSQL's own form of a list. */
function isListText(value: unknown): boolean {
  return [value].flat().every((item) => typeof item === 'string' && item.startsWith('{'));
}
