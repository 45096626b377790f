import { type Operator, ofSizes } from './operator.ts';

/** What SQL, other databases and the SDK call it, without signs and in lower case, and how it is written here. */
const otherWords: Readonly<Record<string, string>> = {
  '=': '"eq"',
  '==': '"eq"',
  equals: '"eq"',
  '!=': '"neq"',
  '<>': '"neq"',
  ne: '"neq"',
  '>': '"gt"',
  '>=': '"gte"',
  '<': '"lt"',
  '<=': '"lte"',
  nin: '{"not": {"in": [...]}}',
  notin: '{"not": {"in": [...]}}',
  notlike: '{"not": {"like": "%word%"}}',
  notilike: '{"not": {"ilike": "%word%"}}',
  isnull: '{"is": null}',
  isnot: '{"is": "not_null"}',
  notnull: '{"is": "not_null"}',
  isnotnull: '{"is": "not_null"}',
  between: '{"gte": from, "lte": to}, of times {"gte": first day, "lt": day after the last}',
  startswith: '{"ilike": "word%"}',
  endswith: '{"ilike": "%word"}',
  includes: '{"ilike": "%word%"} in a text, "contains" in a list',
  search: '"wfts"',
  textsearch: '"wfts"',
  regex: '"match"',
  '~': '"match"',
  cs: '"contains"',
  cd: '"contained"',
  ov: '"overlaps"',
};

/** How to write a comparison with a list, an object or null, which an operator does not take. */
export function listHelp(operator: Operator, operand: unknown): string {
  if (Array.isArray(operand) && operand.length === 0) return 'an empty list is "{}", or of JSON "[]"';
  if (operator === 'eq' && Array.isArray(operand))
    return 'one of several is {"in": [...]}, and a list that has them {"contains": [...]}';
  if (operator === 'neq' && Array.isArray(operand)) return 'none of several is {"not": {"in": [...]}}';
  if (operand === null) return 'what is null is found by {"is": null}';
  if (!Array.isArray(operand)) return 'an object in JSON is {"contains": {...}}';
  if (ofSizes.has(operator)) return 'a list is asked for by {"contains": [...]}, one of several by {"in": [...]}';
  return 'several are asked for by "or"';
}

/** How to write what somebody meant by a word that is no operator: in our word for it, or by one of all. */
export function operatorHelp(name: string, column: string, operand: unknown, all: readonly string[]): string {
  const word = name.toLowerCase().replace(/[\s_$]/g, '');
  if (Object.hasOwn(otherWords, word)) return `write ${otherWords[word]}`;
  const negated = /^not\.(.+)$/.exec(name)?.[1];
  if (negated !== undefined) return `write {"not": {"${negated}": ...}}`;
  const search = /^(\w*fts)\((\w+)\)$/.exec(name);
  if (search) return `write {"${search[1]}": {"query": "...", "config": "${search[2]}"}}`;
  const arrow = [operand, ...Object.values(Object(operand))].some((each) => typeof each === 'number') ? '->' : '->>';
  return `one of ${all.join(', ')}, not; a key in JSON is written ${column}${arrow}${name}, a column of an embedded table ${column}.${name}`;
}
