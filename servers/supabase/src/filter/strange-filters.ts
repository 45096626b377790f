import { readRows } from '../row/read-rows.ts';
import type { WireRow } from '../row/row.ts';
import { quotedColumn } from '../schema/column-name.ts';
import { columnPlace } from '../select/select-list.ts';
import type { Supabase } from '../supabase.ts';
import { isRow } from '../vector/vector-columns.ts';
import { type Comparison, comparisonsOf, readFilters } from './filter.ts';
import { strangeWords } from './strange-words.ts';

interface Filtered {
  table: string;
  filters: Record<string, unknown>;
  select?: string;
}

const mostKeys = 5;
/** So long an answer waits for what is told beside it. */
const patienceMilliseconds = 3000;
const byWholes = new Set(['eq', 'neq', 'in', 'isdistinct']);
const byItems = new Set(['contains', 'overlaps']);

/** Which words and keys in filters no row has, as far as what was found does not show them. */
export async function strangeFilters(
  api: Supabase,
  { table: name, filters, select = '' }: Filtered,
  found: readonly WireRow[],
) {
  const tables = (await api.describe())?.tables;
  const compared = comparisonsOf(readFilters(filters));
  const words = compared.flatMap((comparison) => {
    const { column, operator, value } = comparison;
    const isOfWords = byWholes.has(operator) || (byItems.has(operator) && found.length === 0);
    if (!isOfWords || (found.length > 0 && isOfAll(filters[column], comparison))) return [];
    const seen = new Set(found.map((row) => row[column]));
    const given = [value].flat().flatMap((each) => (typeof each === 'string' && !seen.has(each) ? [each] : []));
    return given.map((word) => ({ ...columnPlace(name, select, column), word, called: column }));
  });
  const byTable = [...Map.groupBy(words, ({ table }) => table)];
  const keys = found.length > 0 ? [] : compared.flatMap(keysOf);
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), patienceMilliseconds);
  const { signal } = end;
  const told = [
    ...byTable.map(([table, its]) => strangeWords(api, tables?.get(table), its, { signal })),
    ...keys.map((key) => strangeKey(api, name, key, signal)),
  ];
  // An answer is one also where this can't be looked up.
  const texts = await Promise.all(told.map((each) => each.catch(() => [])));
  clearTimeout(timer);
  return texts.flat().map((text) => `Filters: ${text}.`);
}

/** Whether every row that is found has the value. */
function isOfAll(filter: unknown, { operator, value }: Comparison): boolean {
  const isOne = operator === 'eq' || (operator === 'in' && [value].flat().length === 1);
  return isOne && (filter === value || (isRow(filter) && filter[operator] === value));
}

/** Keys of JSON that has to contain them, and of paths into it, as paths. */
function keysOf({ column, operator, value }: Comparison): string[] {
  if (operator === 'contains' && isRow(value)) {
    return Object.keys(value)
      .slice(0, mostKeys)
      .map((key) => `${column}->${key}`);
  }
  return operator !== 'is' && column.includes('->') ? [column.replaceAll('->>', '->')] : [];
}

async function strangeKey(api: Supabase, table: string, path: string, signal: AbortSignal): Promise<string[]> {
  const [column = '', ...keys] = path.split('->');
  const select = quotedColumn(column);
  const filters = { [path]: { is: 'not_null' } };
  const { data } = await readRows(api, { table, select, filters, limit: 1, offset: 0, signal });
  const parent = [column, ...keys.slice(0, -1)].join('->');
  return data.length === 0 ? [`no row that is seen has the key ${keys.at(-1)} in ${parent}`] : [];
}
