import { ToolError } from '@bizmcp/core';
import { mayBeRounded } from '../exact-number.ts';
import type { WireRow } from '../row/row.ts';
import type { Column, ProjectFunction, Table } from './project-schema.ts';
import { missingDay, readsOf } from './value-type.ts';

/** Columns and rows that are named in one error. */
const mostNamed = 10;

/** Refuses values that their columns do not take, by name and row: the database names but the type. */
export function checkValues(table: Table | undefined, rows: readonly WireRow[], field: string): void {
  const columns = new Map(table?.columns.map((column) => [column.name, column]));
  const wrong = new Map<string, { name: string; problem: string; at: number[] }>();
  for (const [index, row] of rows.entries()) {
    for (const [name, value] of Object.entries(row)) {
      const column = columns.get(name);
      const problem = valueProblem(column, value) ?? lengthProblem(column, value);
      if (problem === undefined) continue;
      const found = wrong.get(`${name} ${problem}`) ?? { name, problem, at: [] };
      wrong.set(`${name} ${problem}`, { ...found, at: [...found.at, index] });
    }
  }
  if (wrong.size === 0) return;
  const named = [...wrong.values()].slice(0, mostNamed);
  const isList = rows.length > 1;
  const list = named.map(({ name, problem, at }) => `${field}.${name}${isList ? rowsText(at) : ''} ${problem}`);
  const fields = named.map(({ name, problem, at: [first] }) => {
    return { path: isList ? `${field}.${first}.${name}` : `${field}.${name}`, problem };
  });
  throw new ToolError('invalid_input', `${list.join('; ')}. Nothing was sent.`, { fields });
}

/** Refuses arguments of a function that are not of their types. */
export function checkArguments(types: ProjectFunction['args'], args: WireRow): void {
  const columns = Object.entries(types).map(([name, { type }]) => ({
    name,
    type,
    isRequired: false,
    isPrimaryKey: false,
  }));
  checkValues({ name: '', columns }, [args], 'args');
}

export function rowsText(at: readonly number[]): string {
  return ` of ${rowNumbers(at)}`;
}

/** Which of several rows something is said of, before it is; empty where there is one alone. */
export function rowsBefore(rows: readonly WireRow[], isMeant: (row: WireRow) => boolean): string {
  const at = [...rows.keys()].filter((index) => isMeant(rows[index] ?? {}));
  return rows.length > 1 ? `${rowNumbers(at)}: ` : '';
}

/** As people count rows, and previews name them. */
function rowNumbers(at: readonly number[]): string {
  const rows = at.slice(0, mostNamed).map((index) => index + 1);
  return `row${at.length > 1 ? 's' : ''} ${rows.join(', ')}${at.length > mostNamed ? ' and more' : ''}`;
}

/** What a column takes in place of this value, as one to store or to compare with; undefined where it may take it. */
export function valueProblem(column: Column | undefined, value: unknown): string | undefined {
  if (column === undefined || value === null) return undefined;
  const { type, options } = column;
  if (type.endsWith('[]')) return listProblem(type.slice(0, -2), value);
  if (options && !options.includes(textOf(value))) return `takes ${options.slice(0, 30).join(', ')}`;
  return plainProblem(type, value);
}

function plainProblem(type: string, value: unknown): string | undefined {
  // Of other types no more digits are stored either.
  if (type === 'numeric' && mayBeRounded(value)) return 'has more digits than a number carries; write it as a text';
  const known = readsOf(type);
  if (known === undefined || known.reads(textOf(value))) return undefined;
  const day = /^(?:date|timestamp)/.test(type) && missingDay(textOf(value));
  return day ? `names ${day}, a day that there is not` : `takes ${known.takes}`;
}

const takesList = 'takes a list, [...] without quotes';
/** Before the braces dimensions may stand: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
const listForm = /^\s*(?:(?:\[[\s\d:+-]+\]\s*)+=\s*)?\{/;

/** A list may be one of lists; as a text it is PostgreSQL's own form, of which the database is the judge. */
function listProblem(type: string, value: unknown): string | undefined {
  if (typeof value === 'string' && listForm.test(value)) return undefined;
  if (!Array.isArray(value)) return takesList;
  const items: unknown[] = value.flat(Number.POSITIVE_INFINITY);
  const problem = items.map((item) => (item === null ? undefined : plainProblem(type, item))).find(Boolean);
  return problem && `is a list, of which each ${problem}`;
}

/** Lengths are of what is stored: a text to compare with may be longer. */
function lengthProblem(column: Column | undefined, value: unknown): string | undefined {
  const [, kind = '', size = ''] = /^(?:\w+\.)?([a-z ]+)\((\d+)\)$/.exec(column?.type ?? '') ?? [];
  if (value === null || value === undefined) return undefined;
  if (/^(?:vector|halfvec)$/.test(kind)) {
    const numbers = Array.isArray(value) ? value : /^\s*\[(.*)\]\s*$/s.exec(textOf(value))?.[1]?.split(',');
    if (numbers === undefined) return takesList;
    return numbers.length === Number(size) ? undefined : `takes ${size} numbers, not ${numbers.length}`;
  }
  if (!/^(?:character|bit)/.test(kind)) return undefined;
  const letters = [...textOf(value)];
  // PostgreSQL leaves out blanks that are too many.
  const isLonger = letters.slice(Number(size)).some((letter) => letter !== ' ');
  return isLonger ? `takes at most ${size} characters, not ${letters.length}` : undefined;
}

/** What the database reads: its functions for JSON take the text of any value. */
function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
