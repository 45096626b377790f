import { ToolError, type Upstream } from '@bizmcp/core';
import * as z from 'zod';
import { Row } from './row.ts';

type Query = Record<string, string | number | undefined>;

const Property = z.object({ format: z.string().optional(), description: z.string().optional() });
const Description = z.object({
  definitions: z.record(z.string(), z.object({ properties: z.record(z.string(), Property).default({}) })),
});

const passing = new Set(['unavailable', 'rate_limited', 'timeout', 'cancelled', 'unknown_outcome']);

export type Properties = Record<string, z.output<typeof Property>>;

/** A project's tables through PostgREST. */
export class ProjectTables {
  readonly schema: string;
  readonly #url: string;
  readonly #upstream: Upstream;

  constructor(url: string, upstream: Upstream, schema: string) {
    this.#url = url.replace(/\/+$/, '');
    this.#upstream = upstream;
    this.schema = schema;
  }

  read(table: string, query: Query): Promise<Row[]> {
    const headers = { 'accept-profile': this.schema };
    return this.#upstream.json(z.array(Row), { path: ['rest', 'v1', table], query, headers });
  }

  /** Inserts a row. With a unique column, a row that is there already is left alone. */
  async insert(table: string, row: Row, uniqueColumn?: string): Promise<void> {
    const resolution = uniqueColumn === undefined ? '' : ',resolution=ignore-duplicates';
    await this.#upstream.json(z.unknown(), {
      method: 'POST',
      path: ['rest', 'v1', table],
      query: { on_conflict: uniqueColumn },
      headers: { prefer: `return=minimal${resolution}`, 'content-profile': this.schema },
      body: row,
    });
  }

  /** The columns of a table by PostgREST's description; undefined where it is closed to the caller. */
  async describe(table: string): Promise<Properties | undefined> {
    try {
      const headers = { accept: 'application/openapi+json', 'accept-profile': this.schema };
      const response = await this.#upstream.fetch(`${this.#url}/rest/v1/`, { headers });
      return Description.parse(await response.json()).definitions[table]?.properties;
    } catch (error) {
      // Newer projects keep the description from all but the service role. What passes is no such refusal.
      if (error instanceof ToolError && passing.has(error.code)) throw error;
      return undefined;
    }
  }
}
