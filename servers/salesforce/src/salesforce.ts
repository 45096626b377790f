import { readSdkAnswer, type Upstream } from '@bizmcp/core';
import { printQuery, printSearch, type Query, type Search } from '@bizmcp/soql';
import type { Connection } from 'jsforce/lib/connection.js';
import * as z from 'zod';
import { retryLockedRow } from './locked-row.ts';
import { ObjectDescription } from './object-description.ts';
import { type ObjectSummary, WireObjectList } from './object-summary.ts';
import { WireNothing, WireSaved } from './saved.ts';
import { loadConnection, type Org } from './sdk.ts';
import { createTimedMemory } from './timed-memory.ts';

/** One page of a query's rows. `next` is where the page after it is found. */
export interface QueryPage<Row> {
  rows: Row[];
  /** How many rows the query has in all. */
  totalSize: number;
  done: boolean;
  next?: string;
}

/** Values of a record, by the names of its fields. */
export type Values = Readonly<Record<string, unknown>>;

/** The way to an org. Names that are handed in have the form of names; texts that come from a caller are encoded. */
export interface Salesforce {
  /** Runs a query and gives its first rows: 2,000 at most, or as many as `batchSize` says (200 to 2,000). */
  query<Row extends z.ZodType>(query: Query, row: Row, batchSize?: number): Promise<QueryPage<z.output<Row>>>;
  /** The rows of a query from a place on that a page named in `next`. */
  queryMore<Row extends z.ZodType>(place: string, row: Row): Promise<QueryPage<z.output<Row>>>;
  /** All rows of a query, `most` at most. */
  queryAll<Row extends z.ZodType>(query: Query, row: Row, most: number): Promise<z.output<Row>[]>;
  search<Row extends z.ZodType>(search: Search, row: Row): Promise<z.output<Row>[]>;
  /** Answered from memory for five minutes. */
  describe(object: string): Promise<ObjectDescription>;
  /** All objects that the user may see; answered from memory for five minutes. */
  objects(): Promise<ObjectSummary[]>;
  /** A record whole. */
  retrieve(object: string, id: string): Promise<Record<string, unknown>>;
  create(object: string, values: Values, allowsDuplicates: boolean): Promise<{ id: string }>;
  update(object: string, id: string, values: Values, allowsDuplicates: boolean): Promise<void>;
  upsert(object: string, key: ExternalKey, values: Values): Promise<{ id: string; created: boolean }>;
  remove(object: string, id: string): Promise<void>;
  limits(): Promise<Record<string, { Max: number; Remaining: number }>>;
  /** Whose session it is and where. */
  identity(): Promise<{ organizationId: string; userId: string; username: string }>;
}

/** An external id: the field and its value. */
export interface ExternalKey {
  field: string;
  value: string;
}

const memoryMilliseconds = 300_000;
const describedObjects = 200;

const WireIdentity = z.object({ organization_id: z.string(), user_id: z.string(), preferred_username: z.string() });
const WireLimits = z.record(z.string(), z.object({ Max: z.number(), Remaining: z.number() }));
const WireRecord = z.record(z.string(), z.unknown());

const pageOf = <Row extends z.ZodType>(row: Row) =>
  z
    .object({
      totalSize: z.number(),
      done: z.boolean(),
      nextRecordsUrl: z.string().optional(),
      records: z.array(row),
    })
    .transform(({ done, nextRecordsUrl, records, totalSize }): QueryPage<z.output<Row>> => {
      const next = nextRecordsUrl?.split('/').at(-1);
      return { rows: records, totalSize, done, ...(next !== undefined && { next }) };
    });

interface Request {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the version; each part stays one part, whatever a caller put into it. */
  path: readonly string[];
  query?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

type Send = <Schema extends z.ZodType>(schema: Schema, request: Request) => Promise<z.output<Schema>>;

/** Makes what sends a request by jsforce and holds the answer against a schema. */
function createSend(upstream: Upstream, org: Org): Send {
  let loading: Promise<Connection> | undefined;
  const connection = () => {
    loading ??= loadConnection(org, upstream);
    return loading;
  };
  return async (schema, { body, headers = {}, method = 'GET', path, query }) => {
    const url = `/${path.map(encodePart).join('/')}${query === undefined ? '' : `?q=${encodeURIComponent(query)}`}`;
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = (await connection()).request({ method, url, headers: { ...headers, ...type }, ...content });
    return readSdkAnswer(schema, answer, { system: 'Salesforce', kind: method === 'GET' ? 'read' : 'write' });
  };
}

/** A part of a path that can't be two, nor lead upwards. */
function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/^\.+$/, (dots) => dots.replaceAll('.', '%2E'));
}

function duplicateHeaders(allowsDuplicates: boolean): Record<string, string> {
  return allowsDuplicates ? { 'sforce-duplicate-rule-header': 'allowSave=true' } : {};
}

export function createSalesforce(upstream: Upstream, org: Org): Salesforce {
  const send = createSend(upstream, org);
  return { ...readsOf(send, upstream), ...writesOf(send) };
}

type Reads = Omit<Salesforce, 'create' | 'update' | 'upsert' | 'remove'>;

function readsOf(send: Send, upstream: Upstream): Reads {
  const describe = createTimedMemory<ObjectDescription>(memoryMilliseconds, describedObjects);
  const list = createTimedMemory<ObjectSummary[]>(memoryMilliseconds, 1);
  const query: Salesforce['query'] = (asked, row, batchSize) => {
    const headers = batchSize === undefined ? {} : { 'sforce-query-options': `batchSize=${batchSize}` };
    return send(pageOf(row), { path: ['query'], query: printQuery(asked), headers });
  };
  const queryMore: Salesforce['queryMore'] = (place, row) => send(pageOf(row), { path: ['query', place] });
  return {
    query,
    queryMore,
    async queryAll(asked, row, most) {
      let page = await query(asked, row);
      const rows = [...page.rows];
      while (page.next !== undefined && rows.length < most) {
        page = await queryMore(page.next, row);
        rows.push(...page.rows);
      }
      return rows.slice(0, most);
    },
    async search(asked, row) {
      const found = z.object({ searchRecords: z.array(row) });
      return (await send(found, { path: ['search'], query: printSearch(asked) })).searchRecords;
    },
    describe: (object) =>
      describe(object.toLowerCase(), () => send(ObjectDescription, { path: ['sobjects', object, 'describe'] })),
    objects: () => list('all', async () => (await send(WireObjectList, { path: ['sobjects'] })).sobjects),
    retrieve: (object, id) => send(WireRecord, { path: ['sobjects', object, id] }),
    limits: () => send(WireLimits, { path: ['limits'] }),
    async identity() {
      const found = await upstream.json(WireIdentity, { path: ['services', 'oauth2', 'userinfo'] });
      return { organizationId: found.organization_id, userId: found.user_id, username: found.preferred_username };
    },
  };
}

function writesOf(send: Send): Pick<Salesforce, 'create' | 'update' | 'upsert' | 'remove'> {
  return {
    create: (object, body, allowsDuplicates) =>
      retryLockedRow(() => {
        const headers = duplicateHeaders(allowsDuplicates);
        return send(WireSaved, { method: 'POST', path: ['sobjects', object], body, headers });
      }),
    async update(object, id, body, allowsDuplicates) {
      await retryLockedRow(() => {
        const headers = duplicateHeaders(allowsDuplicates);
        return send(WireNothing, { method: 'PATCH', path: ['sobjects', object, id], body, headers });
      });
    },
    async upsert(object, { field, value }, body) {
      const path = ['sobjects', object, field, value];
      const { created = false, id } = await retryLockedRow(() => send(WireSaved, { method: 'PATCH', path, body }));
      return { id, created };
    },
    async remove(object, id) {
      await retryLockedRow(() => send(WireNothing, { method: 'DELETE', path: ['sobjects', object, id] }));
    },
  };
}
