import { type ToolError, wrongInput } from '@bizmcp/core';
import { columnName, isEmbedded, quoted } from '../schema/column-name.ts';
import type { TypeOf } from '../schema/project-schema.ts';
import { type Comparison, type Condition, type Group, isSearch } from './filter.ts';
import { type Operator, ofLists, ofTexts, ofWords, operators } from './operator.ts';

/** One parameter of a query. */
export type Parameter = readonly [name: string, value: string];

/** Parameters of PostgREST's own, which a column of the same name must not be taken for. */
const reserved = new Set([
  'select',
  'order',
  'limit',
  'offset',
  'on_conflict',
  'columns',
  'and',
  'or',
  'not',
  'apikey',
]);

/** Writes conditions as PostgREST's query parameters: https://docs.postgrest.org/en/v12/references/api/tables_views.html */
export function filterParameters(conditions: readonly Condition[], typeOf: TypeOf): Parameter[] {
  return conditions.map((condition): Parameter => {
    if (condition.kind === 'comparison') {
      const { column, isNegated } = condition;
      return [
        parameterName(columnName(column, typeOf)),
        `${isNegated ? 'not.' : ''}${operatorText(condition)}.${valueText(condition, typeOf)}`,
      ];
    }
    if (condition.table !== undefined) {
      const inner = condition.conditions.map((each) => innerText(each, () => undefined)).join(',');
      return [`${columnName(condition.table)}.${condition.joiner}`, `(${inner})`];
    }
    // A negated group is no parameter of its own; inside another it is.
    if (condition.isNegated) return ['or', `(${groupText(condition, typeOf)})`];
    return [condition.joiner, `(${condition.conditions.map((each) => innerText(each, typeOf)).join(',')})`];
  });
}

/** Also of an embedded table: `tickets.limit` would be how many of its rows are given. */
function parameterName(name: string): string {
  const [, tables = '', column = name] = /^(.*\.)?([^.]+)$/.exec(name) ?? [];
  return reserved.has(column) ? `${tables}${quoted(column)}` : name;
}

function groupText(group: Group, typeOf: TypeOf): string {
  const inner = group.conditions.map((each) => innerText(each, typeOf)).join(',');
  return `${group.isNegated ? 'not.' : ''}${group.joiner}(${inner})`;
}

function innerText(condition: Condition, typeOf: TypeOf): string {
  if (condition.kind === 'group' && condition.table !== undefined) throw embeddedInGroup(condition.table);
  if (condition.kind === 'group') return groupText(condition, typeOf);
  const { column, operator, isNegated } = condition;
  if (isEmbedded(column, typeOf)) throw embeddedInGroup(column);
  const value = valueText(condition, typeOf);
  const isList = operator === 'in';
  const text = isList || /^[\w$-]+$/.test(value) ? value : quoted(value);
  return `${columnName(column, typeOf)}.${isNegated ? 'not.' : ''}${operatorText(condition)}.${text}`;
}

function operatorText({ operator, value }: Comparison): string {
  const name = operators[operator];
  return isSearch(value) ? `${name}(${value.config})` : name;
}

function valueText({ column, operator, value }: Comparison, typeOf: TypeOf): string {
  const type = typeOf(column) ?? (isJsonPath(column) ? 'jsonb' : '');
  const isJson = /^jsonb?$/.test(type) && !isText(operator);
  if (operator === 'in' && Array.isArray(value)) {
    return `(${value.map((item) => quoted(isJson ? jsonText(item) : String(item))).join(',')})`;
  }
  if (isSearch(value)) return value.query;
  if (isJson) return jsonText(value);
  // One value to be in a list means a list of it, and in a range the range from it to it.
  const isOne = ofLists.has(operator) && !isArrayText(value);
  if (isOne && /\[\]$/.test(type)) return arrayText([value]);
  if (isOne && /range$/.test(type)) return rangeText(type, String(value));
  if (Array.isArray(value)) return arrayText(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** Whether a path leads to JSON: `->>` at its end would lead to a text. */
export function isJsonPath(column: string): boolean {
  return /->(?!>)(?!.*->)/s.test(column);
}

/** Operators that take words, whatever the column is. */
function isText(operator: Operator): boolean {
  return operator === 'is' || ofTexts.has(operator) || ofWords.has(operator);
}

/** A value as JSON; a text that is JSON already stays as it is. */
function jsonText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  try {
    JSON.parse(value);
    return value;
  } catch {
    return JSON.stringify(value);
  }
}

function rangeText(type: string, text: string): string {
  const range = /^[[(]|^empty$/.test(text) ? text : `[${text},${text}]`;
  return type.endsWith('multirange') ? `{${range}}` : range;
}

function isArrayText(value: unknown): boolean {
  return Array.isArray(value) || (typeof value === 'string' && value.startsWith('{'));
}

/** PostgreSQL's own form of an array. */
function arrayText(items: readonly unknown[]): string {
  const texts = items.map((item) => {
    if (item === null) return 'NULL';
    if (Array.isArray(item)) return arrayText(item);
    return quoted(typeof item === 'object' ? JSON.stringify(item) : String(item));
  });
  return `{${texts.join(',')}}`;
}

function embeddedInGroup(column: string): ToolError {
  const problem = "is of an embedded table; such a filter can't stand inside or, and, not";
  const advice = `Put it beside them; rows without such a one are asked for with {"${column.replace(/\.[^.]*$/, '')}": null} there too, and no !inner`;
  return wrongInput(column, problem, `${advice}. Nothing was sent.`);
}
