import { ToolError } from '@bizmcp/core';
import { readRows } from '../row/read-rows.ts';
import { quotedColumn } from '../schema/column-name.ts';
import type { Table } from '../schema/project-schema.ts';
import type { Supabase } from '../supabase.ts';
import { unseen } from '../write/referring-rows.ts';

/** A word in a column. */
interface Word {
  column: string;
  word: string;
}

const mostWords = 10;
const longestWord = 40;

/**
 * Says which words no row has, and which there is in other letters. A text with a word for its default is one of a few as a rule; checks,
 * which say which, are told by no project.
 */
export async function strangeWords(api: Supabase, table: Table | undefined, words: readonly Word[]): Promise<string[]> {
  const few = words.filter(({ column, word }) => isOneOfFew(table, column, word)).slice(0, mostWords);
  const told = await Promise.all(
    few.map(async ({ column, word }) => {
      const read = (operator: 'eq' | 'ilike') => firstOf(api, table?.name ?? '', column, { [operator]: word });
      if ((await read('eq')) !== null) return [];
      // Other signs have a meaning for ilike.
      const like = /^[\w -]+$/.test(word) ? (await read('ilike'))?.[column] : undefined;
      return [`no row that is seen has ${column} ${word}${typeof like === 'string' ? ` (there is ${like})` : ''}`];
    }),
  );
  return told.flat();
}

function isOneOfFew(table: Table | undefined, name: string, word: string): boolean {
  const { type = '', options, default: fallback } = table?.columns.find((column) => column.name === name) ?? {};
  const isWord = /^(?:text|character)/.test(type) && !options && /^\w+$/.test(String(fallback ?? ''));
  return isWord && word !== fallback && word.length <= longestWord;
}

/** The first row of this kind, null for none; undefined of a table that is not read: who may not may write to it all the same. */
async function firstOf(api: Supabase, table: string, column: string, filter: object) {
  const query = { table, select: quotedColumn(column), filters: { [column]: filter }, limit: 1, offset: 0 };
  try {
    return (await readRows(api, query)).data[0] ?? null;
  } catch (error) {
    if (error instanceof ToolError && unseen.has(error.code)) return undefined;
    throw error;
  }
}
