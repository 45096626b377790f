import { unquoted } from '../schema/column-name.ts';
import { selectedItems } from '../select/selected-item.ts';
import { sortedColumns } from './masked-columns.ts';

/**
 * PostgreSQL takes these for functions of the whole row where a table has no column of the name, and gives its columns as one text
 * without their names: https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-USAGE
 */
const functions = new Set('concat quote_literal quote_nullable record_out record_send hash_record hstore'.split(' '));
/** They give rows, which are a text under a cast. */
const aggregates = new Set('min max any_value array_agg'.split(' '));

const ofRow = 'may be a function of the whole row, in which nothing can be masked for your role';
const encoding = 'is a cast to what nothing can be masked in for your role';

/** What masking cannot be held to, by the argument that asks for it; `name` is the column that it would have to be. */
interface Unmaskable {
  argument: string;
  written: string;
  problem: string;
  name?: string;
}

/** What of a question would give or compare rows whole, or in another writing. */
export function wholeRows(asked: {
  columns: readonly string[];
  order?: string | undefined;
  select: string;
}): Unmaskable[] {
  return [
    ...asked.columns.flatMap((column) => inColumn('filters', column)),
    ...sortedColumns(asked.order ?? '').flatMap((column) => inColumn('order', column)),
    ...inSelect(asked.select),
  ];
}

/** Also a column of an embedded table: `owner.concat`, `owner(concat)`. */
function inColumn(argument: string, column: string): Unmaskable[] {
  const way = column.replace(/->.*$/s, '').split(/[.()]/).map(unquoted);
  const found = way.find((name) => functions.has(name));
  if (found === undefined) return [];
  return [{ argument, written: column, problem: ofRow, ...(way.length === 1 && { name: found }) }];
}

function inSelect(select: string, isEmbedded = false): Unmaskable[] {
  return selectedItems(select).flatMap(({ inner, names: [name = ''], text }): Unmaskable[] => {
    if (inner !== undefined) return inSelect(inner, true);
    const [cast] = /::\s*\w+/.exec(text[2]) ?? [];
    const place = { argument: 'select', written: text.slice(1).join('') };
    if (/bytea|tsvector/i.test(cast ?? '')) return [{ ...place, problem: encoding }];
    const isOfRow = functions.has(name) || (cast !== undefined && aggregates.has(name));
    return isOfRow ? [{ ...place, problem: ofRow, ...(!isEmbedded && { name }) }] : [];
  });
}
