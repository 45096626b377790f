import { createTimedMemory, readRows, type TimedMemory, ToolError, type Upstream } from '@bizmcp/core';
import { printQuery, printSearch, type Query, type Search } from '@bizmcp/soql';
import * as z from 'zod';
import { readVersion } from './api-version.ts';
import { refusalOf } from './explain-error.ts';
import { gatherReads } from './gather-reads.ts';
import { withKeptRecords } from './kept-records.ts';
import { retryLockedRow } from './locked-row.ts';
import { WireNothing, WireSaved, WireUpsertedOne } from './record/saved.ts';
import { type FieldClasses, readFieldClasses, readMarkings } from './schema/field-classes.ts';
import { ObjectDescription } from './schema/object-description.ts';
import { type ObjectSummary, WireObjectList } from './schema/object-summary.ts';
import type { Org } from './sdk.ts';
import { createSend, type Request, type Send } from './send.ts';

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

/** Reads that can go together. */
export interface GatheredReads {
  /** Answered from memory for five minutes. */
  describe(object: string): Promise<ObjectDescription>;
  /** Which fields of an object hold what only some may see; what the org says of it is answered from memory for an hour. */
  classes(object: string): Promise<FieldClasses>;
  /** All objects that the user may see; answered from memory for five minutes. */
  objects(): Promise<ObjectSummary[]>;
  /** All rows of a query, `most` at most. */
  queryAll<Row extends z.ZodType>(query: Query, row: Row, most: number): Promise<z.output<Row>[]>;
}

/** The way to an org. Names that are handed in have the form of names; texts that come from a caller are encoded. */
export interface Salesforce extends GatheredReads {
  /** For one call: what is asked of it at the same moment goes in one request. No text of a caller's may be in it. */
  gathered(): GatheredReads;
  /** Runs a query and gives its first rows: 2,000 at most, or as many as `batchSize` says (200 to 2,000). */
  query<Row extends z.ZodType>(query: Query, row: Row, batchSize?: number): Promise<QueryPage<z.output<Row>>>;
  /** The rows of a query from a place on that a page named in `next`. */
  queryMore<Row extends z.ZodType>(place: string, row: Row): Promise<QueryPage<z.output<Row>>>;
  search<Row extends z.ZodType>(search: Search, row: Row): Promise<z.output<Row>[]>;
  /** A record whole. */
  retrieve(object: string, id: string): Promise<Record<string, unknown>>;
  limits(): Promise<Record<string, { Max: number; Remaining: number }>>;
  create(object: string, values: Values, allowsDuplicates: boolean): Promise<{ id: string }>;
  update(object: string, id: string, values: Values, allowsDuplicates: boolean): Promise<void>;
  upsert(
    object: string,
    key: ExternalKey,
    values: Values,
    allowsDuplicates: boolean,
  ): Promise<{ id: string; created: boolean }>;
  remove(object: string, id: string): Promise<void>;
  /** Whose session it is and where. */
  identity(): Promise<{ organizationId: string; userId: string }>;
}

/** An external id: the field and its value. */
export interface ExternalKey {
  field: string;
  value: string | number;
}

const memoryMilliseconds = 300_000;
const markingMilliseconds = 3_600_000;
const describedObjects = 200;

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
    // Whoever is not told where the next rows are would take these for all.
    .refine(({ done, nextRecordsUrl }) => done || nextRecordsUrl !== undefined, { path: ['nextRecordsUrl'] })
    .transform(({ done, nextRecordsUrl, records, totalSize }): QueryPage<z.output<Row>> => {
      const next = nextRecordsUrl?.split('/').at(-1);
      return { rows: records, totalSize, done, ...(next !== undefined && { next }) };
    });

function duplicateHeaders(allowsDuplicates: boolean): Record<string, string> {
  return allowsDuplicates ? { 'sforce-duplicate-rule-header': 'allowSave=true' } : {};
}

export function createSalesforce(upstream: Upstream, org: Org): Salesforce {
  const send = createSend(upstream, org);
  const memory: Memory = {
    describe: createTimedMemory(memoryMilliseconds, describedObjects),
    objects: createTimedMemory(memoryMilliseconds, 1),
    markings: createTimedMemory(markingMilliseconds, describedObjects),
  };
  const inVersion: InVersion = (read) => read().catch((error) => explainMissing(error, upstream, org));
  return {
    ...readsOf(send, memory, inVersion),
    ...writesOf(send),
    gathered: () => readsOf(gatherReads(send, org.version), memory, inVersion),
    async identity() {
      // Not the UserInfo endpoint: an expired session is 403 there, as if no new one would help.
      const { identity } = await readVersion(upstream, org.version);
      const [organizationId = '', userId = ''] = identity.split('/').slice(-2);
      return { organizationId, userId };
    },
  };
}

/** Reads what every org has in every version that it knows. */
type InVersion = <Result>(read: () => Promise<Result>) => Promise<Result>;

async function explainMissing(error: unknown, upstream: Upstream, { version }: Org): Promise<never> {
  if (error instanceof ToolError && error.code === 'not_found') await readVersion(upstream, version);
  throw error;
}

/** What all calls know of the org. */
interface Memory {
  describe: TimedMemory;
  objects: TimedMemory;
  markings: TimedMemory;
}

type Writes = Pick<Salesforce, 'create' | 'update' | 'upsert' | 'remove'>;

type Reads = Omit<Salesforce, keyof Writes | 'gathered' | 'identity'>;

function readsOf(send: Send, memory: Memory, inVersion: InVersion): Reads {
  const query: Salesforce['query'] = (asked, row, batchSize) => {
    const headers = batchSize === undefined ? {} : { 'sforce-query-options': `batchSize=${batchSize}` };
    const { query: all, resource } = withKeptRecords(asked);
    return send(pageOf(row), { path: [resource], query: printQuery(all), headers });
  };
  const queryMore: Salesforce['queryMore'] = (place, row) => send(pageOf(row), { path: ['query', place] });
  const reads: Reads = {
    query,
    queryMore,
    queryAll: (asked, row, most) =>
      readRows(most, (place) => (place === undefined ? query(asked, row) : queryMore(place, row))),
    async search(asked, row) {
      const found = z.object({ searchRecords: z.array(row) });
      return (await send(found, { path: ['search'], query: printSearch(asked) })).searchRecords;
    },
    describe: (object) =>
      memory.describe(object.toLowerCase(), () => send(ObjectDescription, { path: ['sobjects', object, 'describe'] })),
    objects: () =>
      memory.objects('all', async () => (await inVersion(() => send(WireObjectList, { path: ['sobjects'] }))).sobjects),
    retrieve: (object, id) => send(WireRecord, { path: ['sobjects', object, id] }),
    classes: (object) =>
      readFieldClasses(reads, object, (name) => memory.markings(name, () => readMarkings(reads, name))),
    limits: () => inVersion(() => send(WireLimits, { path: ['limits'] })),
  };
  return reads;
}

function writesOf(send: Send): Writes {
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
    async upsert(object, { field, value }, values, allowsDuplicates) {
      // As a collection of one, because what an address can carry is less than what an external id may be.
      const records = [{ ...values, [field]: value, attributes: { type: object } }];
      const request: Request = {
        method: 'PATCH',
        path: ['composite', 'sobjects', object, field],
        body: { allOrNone: true, records },
        headers: duplicateHeaders(allowsDuplicates),
      };
      return retryLockedRow(async () => {
        const [result] = await send(WireUpsertedOne, request);
        if (!result.success) throw refusalOf(result.errors);
        return { id: result.id, created: result.created };
      });
    },
    async remove(object, id) {
      await retryLockedRow(() => send(WireNothing, { method: 'DELETE', path: ['sobjects', object, id] }));
    },
  };
}
