import { DatabaseSync } from 'node:sqlite';
import type { OrgState } from '../simulator/org-state.ts';
import { now } from './org-client.ts';

/** A value as both sides are compared: truth as 0 or 1, numbers to six places, times with a Z. */
export type Cell = string | number | null;

const toCell = (value: unknown): Cell => {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return Math.round(value * 1_000_000) / 1_000_000;
  return typeof value === 'string' ? value.replace('+0000', 'Z') : null;
};

/** Writes a value as a literal of SQL. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The moment of the org, for SQLite's functions of dates. */
export const sqlNow = sqlText(new Date(now).toISOString().slice(0, 10));

const columnsOf = (records: Iterable<Record<string, unknown>>): string[] => {
  for (const record of records) return Object.keys(record);
  return [];
};

/** Copies the records of an org into SQLite, a table for each object; what SOQL finds, no archived ones, is then held against plain SQL. */
export const createSqlOracle = (state: OrgState) => {
  const database = new DatabaseSync(':memory:');
  database.exec('BEGIN');
  for (const [object, records] of state.records) {
    const columns = columnsOf(records.values());
    database.exec(`CREATE TABLE "${object}" (${columns.map((name) => `"${name}"`).join(', ')})`);
    const insert = database.prepare(`INSERT INTO "${object}" VALUES (${columns.map(() => '?').join(', ')})`);
    const kept = [...records.values()].filter(({ IsArchived }) => IsArchived !== true);
    for (const record of kept) insert.run(...columns.map((name) => toCell(record[name])));
  }
  database.exec('COMMIT');
  return {
    rows: (sql: string): Cell[][] => {
      const statement = database.prepare(sql);
      statement.setReturnArrays(true);
      return statement.all().map((row) => Object.values(row).map(toCell));
    },
    close: () => database.close(),
  };
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The values of a record in the order of its columns, parents' fields where the parent stands. */
export const cellsOf = (record: unknown): Cell[] => {
  if (!isRecord(record)) return [];
  return Object.entries(record)
    .filter(([name]) => name !== 'attributes')
    .flatMap(([, value]) => (isRecord(value) ? cellsOf(value) : [toCell(value)]));
};

/** Orders rows that neither side has ordered. */
export const sortRows = (rows: readonly Cell[][]): Cell[][] =>
  [...rows].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
