import { quotedColumn } from '../schema/column-name.ts';
import type { Table } from '../schema/project-schema.ts';
import { selectedItems } from '../select/selected-item.ts';
import { hiddenClass, type WireRow } from './row.ts';
import { keysOf } from './row-key.ts';

/** What of a row its reader is shown. */
export interface Reader {
  isCleared(data: 'restricted' | 'confidential'): boolean;
  isShown(text: string, column: string): boolean;
}

/** The primary key of rows that are read for somebody, whether the select names it or not. */
export interface ShownKey {
  /** The select, with the key. */
  select: string;
  /** The values of the key by column; undefined where one is missing or is hidden from the reader. */
  keyOf(row: WireRow): Map<string, string> | undefined;
  /** What tells a row from others: its key, or else all of it that is short. */
  identify(row: WireRow): string;
  /** The row as the select alone would give it. */
  withoutKey(row: WireRow): WireRow;
}

const added = /^page_key_\d+$/;
const longestValue = 100;

/** Adds the key to a select, but for columns that are hidden from some: those keep their names. */
export function shownKey(table: Table | undefined, select: string, reader: Reader): ShownKey {
  const items = selectedItems(select);
  const has = (column: string) => {
    // The columns of a row that is spread may stand where those of the same name stood.
    const names = items.flatMap(({ key, names: [name], inner }) => (inner === undefined && name === key ? [key] : []));
    return !items.some(({ isSpread }) => isSpread) && (names.includes('*') || names.includes(column));
  };
  const columns = keysOf(table).map((column, index) => ({ column, name: has(column) ? column : `page_key_${index}` }));
  const lacking = columns.filter(({ column, name }) => name !== column && hiddenClass(column) === undefined);
  const keyOf = (row: WireRow) => {
    const key = columns.map(({ column, name }) => [column, textOf(row[name])] as const);
    const shown = key.filter((each): each is [string, string] => isVisible(each, reader));
    return shown.length > 0 && shown.length === key.length ? new Map(shown) : undefined;
  };
  return {
    select: [select, ...lacking.map(({ column, name }) => `${name}:${quotedColumn(column)}`)].join(','),
    keyOf,
    identify(row) {
      const values = Object.entries(row).map(([column, value]) => [column, textOf(value)] as const);
      const shown = values.filter((each) => (each[1]?.length ?? 0) <= longestValue && isVisible(each, reader));
      return JSON.stringify([...(keyOf(row) ?? shown)]);
    },
    withoutKey: (row) => Object.fromEntries(Object.entries(row).filter(([name]) => !added.test(name))),
  };
}

function textOf(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

function isVisible([column, text]: readonly [string, string | undefined], { isCleared, isShown }: Reader): boolean {
  const hidden = hiddenClass(column);
  return text !== undefined && (hidden === undefined || isCleared(hidden)) && isShown(text, column);
}
