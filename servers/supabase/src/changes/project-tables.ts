import { orNothing, readSdkAnswer, type Upstream } from '@bizmcp/core';
import * as z from 'zod';
import { parseExactly } from '../exact-number.ts';
import { type WireRow, WireRows } from '../row/row.ts';
import { checkColumns, hasColumns, tableOf } from '../schema/column-check.ts';
import type { Column, DescribeProject } from '../schema/project-schema.ts';
import type { ChangeFilter } from './change-filter.ts';

type Query = Record<string, string | number | undefined>;

/** A filter as PostgREST takes it. */
export function filterQuery(filter: ChangeFilter | undefined): Record<string, string> {
  return filter ? { [filter.column]: `${filter.operator}.${filter.value}` } : {};
}

/** A project's tables through PostgREST. */
export class ProjectTables {
  readonly schema: string;
  readonly #upstream: Upstream;
  readonly #url: string;
  readonly #describe: DescribeProject;

  constructor(upstream: Upstream, project: { url: string; schema: string; describe: DescribeProject }) {
    this.#upstream = upstream;
    this.#url = project.url;
    this.schema = project.schema;
    this.#describe = project.describe;
  }

  /** The columns of a table, as far as the project tells. */
  async columns(table: string): Promise<readonly Column[] | undefined> {
    return (await this.#describe())?.tables.get(table)?.columns;
  }

  read(table: string, query: Query): Promise<WireRow[]> {
    const url = new URL(`${this.#url}/rest/v1/${table}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.append(name, String(value));
    }
    const headers = { accept: 'application/json', 'accept-profile': this.schema };
    const answer = this.#upstream.fetch(url, { headers }).then(async (response) => parseExactly(await response.text()));
    return readSdkAnswer(WireRows, answer, { system: this.#upstream.system, kind: 'read' });
  }

  /** Whether there are such rows. Throws `not_found` or `invalid_input` for a table or a condition that cannot be read. */
  async hasRows(table: string, filter: ChangeFilter | undefined): Promise<boolean> {
    const query = { select: '*', limit: 1, ...filterQuery(filter) };
    const rows = await this.read(table, query).catch(async (error: unknown) => {
      const columns = filter ? [filter.column] : [];
      const schema = await this.#describe(hasColumns(table, columns));
      checkColumns(tableOf(schema, table), columns, 'filter');
      throw error;
    });
    return rows.length > 0;
  }

  /** Whether a table has a column; asked of the table itself, since an empty one of a closed project shows none. Throws `not_found`. */
  async hasColumn(table: string, column: string): Promise<boolean> {
    const reading = this.read(table, { select: column, limit: 0 });
    return (await orNothing(reading, 'invalid_input')) !== undefined;
  }

  /** Inserts a row. With a unique column, a row that is there already is left alone. */
  async insert(table: string, row: WireRow, uniqueColumn?: string): Promise<void> {
    const resolution = uniqueColumn === undefined ? '' : ',resolution=ignore-duplicates';
    await this.#upstream.json(z.unknown(), {
      method: 'POST',
      path: ['rest', 'v1', table],
      query: { on_conflict: uniqueColumn },
      headers: { prefer: `return=minimal${resolution}`, 'content-profile': this.schema },
      body: row,
    });
  }
}
