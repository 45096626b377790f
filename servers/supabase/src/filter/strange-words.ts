import { ifSeen } from '../row/if-seen.ts';
import { type RowQuery, readRows } from '../row/read-rows.ts';
import { columnClass } from '../row/row.ts';
import { quotedColumn } from '../schema/column-name.ts';
import { hasFewWords, type Table } from '../schema/project-schema.ts';
import { selectedItems } from '../select/selected-item.ts';
import type { Supabase } from '../supabase.ts';

/** A word in a column. */
interface Word {
  column: string;
  word: string;
  /** What the filters call the column, where that is another name. */
  called?: string;
  /** Which rows have it, before what is said of it. */
  rows?: string;
}

const mostWords = 10;
/** Where words are many, each costs a reading and tells little. */
const mostOfMany = 3;
const longestWord = 40;
/** Rows that are looked at for the words there are, and words that are still few. */
const rowsLookedAt = 200;
const mostTold = 10;

/**
 * Says which words no row has, where words are few. Of those that are asked for, also where there is one in other letters: in any text,
 * list of texts or key in JSON.
 */
export async function strangeWords(
  api: Supabase,
  table: Table | undefined,
  given: readonly Word[],
  asked?: { signal: AbortSignal },
): Promise<string[]> {
  const words = given.filter(({ column, word }) => isText(table, column, word));
  const few = words.filter(({ column }) => isOneOfFew(table, column)).slice(0, mostWords);
  const many = words.filter(({ column, word }) => !isOneOfFew(table, column) && isPlain(word)).slice(0, mostOfMany);
  const looked = [...few, ...(asked ? many : [])];
  return (await Promise.all(looked.map((each) => strangeWord(api, table, each, asked?.signal)))).flat();
}

async function strangeWord(
  api: Supabase,
  table: Table | undefined,
  { column, word, called = column, rows = '' }: Word,
  signal?: AbortSignal,
) {
  const read = (filter: object, limit = 1) => wordsOf(api, { table: table?.name ?? '', column, filter, limit, signal });
  const isList = columnOf(table, column)?.type.endsWith('[]');
  const same = await read(isList ? { contains: [word] } : { eq: word });
  if (same === undefined || same.length > 0) return [];
  const look = () => (isList ? read({ is: 'not_null' }, rowsLookedAt) : read({ ilike: word }));
  const near = isPlain(word) ? await look() : [];
  const like = near?.find((each) => each.toLowerCase() === word.toLowerCase());
  if (!like && !isOneOfFew(table, column)) return [];
  const told = like ? [like] : await read({ is: 'not_null' }, rowsLookedAt);
  const isFew = told && told.length > 0 && told.length <= mostTold;
  const known = isFew ? ` (there is ${told.sort().join(', ')})` : '';
  const other = isShown(column) ? known : ', but in other letters, in which ilike finds it';
  return [`${rows}no row that is seen has ${called} ${word}${other}`];
}

function isText(table: Table | undefined, name: string, word: string): boolean {
  const { type = '', options, default: fallback } = columnOf(table, name) ?? {};
  const isOfTexts = name.includes('->>') || (/^(?:text|character)/.test(type) && !options);
  return isOfTexts && word !== fallback && word.length <= longestWord;
}

/** Other signs have a meaning for ilike, or are those of a list. */
function isPlain(word: string): boolean {
  return /^[^%*\\{}]+$/.test(word);
}

function isOneOfFew(table: Table | undefined, name: string): boolean {
  const column = columnOf(table, name);
  return column !== undefined && isShown(name) && hasFewWords(column);
}

/** Whether all may be shown what is in a column. */
function isShown(name: string): boolean {
  return name.split(/->>?/).every((each) => columnClass(each) === undefined);
}

function columnOf(table: Table | undefined, name: string) {
  return table?.columns.find((column) => column.name === name);
}

interface Reading extends Pick<RowQuery, 'table' | 'limit' | 'signal'> {
  column: string;
  filter: object;
}

/** The words of these rows, each once; undefined of a table that is not read. */
async function wordsOf(api: Supabase, { column, filter, ...reading }: Reading): Promise<string[] | undefined> {
  const select = column.includes('->') ? column : quotedColumn(column);
  const [{ key } = { key: column }] = selectedItems(select);
  const read = await ifSeen(readRows(api, { ...reading, select, filters: { [column]: filter }, offset: 0 }));
  return read && [...new Set(read.data.flatMap((row) => row[key]).map(String))];
}
