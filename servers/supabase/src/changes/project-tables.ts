import { ToolError, type Upstream } from '@bizmcp/core';
import * as z from 'zod';
import type { Column, DescribeProject } from '../project-schema.ts';
import { type WireRow, WireRows } from '../row.ts';

type Query = Record<string, string | number | undefined>;

/** A project's tables through PostgREST. */
export class ProjectTables {
  readonly schema: string;
  readonly #upstream: Upstream;
  readonly #describe: DescribeProject;

  constructor(upstream: Upstream, schema: string, describe: DescribeProject) {
    this.#upstream = upstream;
    this.schema = schema;
    this.#describe = describe;
  }

  /** The columns of a table, as far as the project tells. */
  async columns(table: string): Promise<readonly Column[] | undefined> {
    return (await this.#describe())?.tables.get(table)?.columns;
  }

  read(table: string, query: Query): Promise<WireRow[]> {
    const headers = { 'accept-profile': this.schema };
    return this.#upstream.json(WireRows, { path: ['rest', 'v1', table], query, headers });
  }

  /** Whether a table has a column; asked of the table itself, since an empty one of a closed project shows none. Throws `not_found`. */
  async hasColumn(table: string, column: string): Promise<boolean> {
    try {
      await this.read(table, { select: column, limit: 0 });
      return true;
    } catch (error) {
      if (error instanceof ToolError && error.code === 'invalid_input') return false;
      throw error;
    }
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
