import { ToolError } from '@bizmcp/core';
import { type Comparison, type Condition, comparisonsOf } from './filter.ts';
import { type Table, type TypeOf, typesOf } from './project-schema.ts';
import { valueProblem } from './value-check.ts';

const textTypes = /^(?:text|character varying|character|citext)(?:\(\d+\))?$/;
const timeTypes = /^(?:date|timestamp)/;
const ofLists = new Set(['contains', 'contained', 'overlaps']);
const ofTexts = new Set(['like', 'ilike', 'match', 'imatch']);
const ofSizes = new Set(['gt', 'gte', 'lt', 'lte']);
const ofValues = new Set([...ofSizes, 'eq', 'neq', 'in', 'isdistinct']);

/** Refuses comparisons that the type of a column does not know, before anything is sent, and says how it is compared. */
export function checkComparisons(table: Table | undefined, conditions: readonly Condition[]): void {
  const typeOf = typesOf(table);
  const fields = comparisonsOf(conditions).flatMap((comparison) => {
    const problem = problemOf(comparison, table, typeOf);
    return problem === undefined ? [] : [{ path: `filters.${comparison.column}`, problem }];
  });
  if (fields.length === 0) return;
  const list = fields.map(({ path, problem }) => `${path} ${problem}`).join('; ');
  throw new ToolError('invalid_input', `${list}. Nothing was sent.`, { fields });
}

function problemOf(
  { column, operator, value }: Comparison,
  table: Table | undefined,
  typeOf: TypeOf,
): string | undefined {
  const type = typeOf(column);
  if (ofSizes.has(operator) && typeof value === 'number') {
    const asText = 'is compared as a text, of which "9" is more than "100"';
    if (column.includes('->>')) return `${asText}; ${column.replace('->>', '->')} compares numbers`;
    if (textTypes.test(type ?? '')) return `${asText}; where that is meant, write the value as a text`;
  }
  if (type === undefined) return pathProblem(column, typeOf);
  if (textTypes.test(type) && ofLists.has(operator)) return 'is a text; find a part of it by {"ilike": "%word%"}';
  if (timeTypes.test(type) && ofTexts.has(operator)) {
    return `is a ${type}; write {"gte": "2026-11-01", "lt": "2026-12-01"}`;
  }
  const isAboutOne = !ofLists.has(operator) && operator !== 'is' && !isListText(value);
  if (type.endsWith('[]') && isAboutOne) return `is a list (${type}); write {"contains": ["..."]}`;
  if (!ofValues.has(operator)) return undefined;
  const own = table?.columns.find(({ name }) => name === column);
  return [value]
    .flat()
    .map((each) => valueProblem(own, each))
    .find((problem) => problem !== undefined);
}

function pathProblem(column: string, typeOf: TypeOf): string | undefined {
  const [root = '', ...path] = column.split('.');
  if (path.length === 0 || !/json/.test(typeOf(root) ?? '')) return undefined;
  return `is a path into JSON, which is written ${[root, ...path.slice(0, -1)].join('->')}->>${path.at(-1)}`;
}

/** PostgreSQL's own form of a list. */
function isListText(value: unknown): boolean {
  return [value].flat().every((item) => typeof item === 'string' && item.startsWith('{'));
}
