import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRandom, type Random } from '@bizmcp/testkit/simulator';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createSupabaseSimulator } from '../../simulator/supabase-simulator.ts';

const dimensions = 8;
const simulator = createSupabaseSimulator({ today: Date.UTC(2026, 9, 1) });
let postgres: PGlite;

const Match = z.object({ id: z.number(), similarity: z.number() });
type Match = z.output<typeof Match>;
const Document = z.object({
  id: z.number(),
  content: z.string(),
  metadata: z.record(z.string(), z.unknown()),
  embedding: z.array(z.number()).nullable(),
});

interface Search {
  query: number[];
  threshold: number;
  limit: number;
  filter: Record<string, unknown>;
}

const askSimulator = async (method: 'DELETE' | 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
  const key = simulator.serviceRoleKey;
  const headers = { apikey: key, authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await simulator.fetch(`https://p.example/rest/v1/${path}`, { method, headers, ...sent });
  return [201, 204].includes(response.status) ? undefined : response.json();
};

/** Halves, so that directions are often equal, in the four bytes of pgvector as in the eight of an array. */
const randomVector = (random: Random): number[] =>
  random.chance(0.1)
    ? Array.from({ length: dimensions }, () => 0)
    : Array.from({ length: dimensions }, () => random.integer(-2, 2) / 2);

const randomSearch = (random: Random): Search => ({
  query: randomVector(random),
  threshold: random.pick([-1, 0, 0.3, 0.5, 0.7, 0.9, 1]),
  limit: random.pick([1, 3, 10, 50, 100]),
  filter: random.pick([{}, { kind: 'guide' }, { kind: 'policy', language: 'en' }, { kind: 'nothing' }]),
});

const readSql = (name: string) => readFileSync(new URL(`../../sql/${name}.sql`, import.meta.url), 'utf8');

/** The function of one file over a table of its own, in a schema of its own. */
const createSide = async (schema: string, type: string, sql: string, documents: z.output<typeof Document>[]) => {
  await postgres.exec(`create schema ${schema}; set search_path to ${schema}, public;
    create table documents (id bigint primary key, content text, metadata jsonb, embedding ${type}); ${sql}`);
  for (const { id, content, metadata, embedding } of documents) {
    const stored = embedding && (type === 'float8[]' ? embedding : JSON.stringify(embedding));
    await postgres.query('insert into documents values ($1, $2, $3, $4)', [id, content, metadata, stored]);
  }
};

const searchSide = async (schema: string, type: string, { query, threshold, limit, filter }: Search) => {
  await postgres.exec(`set search_path to ${schema}, public`);
  const text = type === 'float8[]' ? `array[${query.join()}]::float8[]` : `'${JSON.stringify(query)}'::vector`;
  const call = `match_documents(query_embedding => ${text}, match_threshold => $1, match_count => $2, filter => $3)`;
  const { rows } = await postgres.query(`select id, similarity from ${call}`, [threshold, limit, filter]);
  return z.array(Match).parse(rows);
};

const searchSimulator = async ({ query, threshold, limit, filter }: Search) => {
  const input = { query_embedding: query, match_threshold: threshold, match_count: limit, filter };
  return z.array(Match).parse(await askSimulator('POST', 'rpc/match_documents', input));
};

/** Of equally near rows at the end any may be shown, and in any order. */
const nearest = (matches: readonly Match[]) => {
  const rounded = matches.map(({ id, similarity }) => ({ id, similarity: Number(similarity.toFixed(6)) + 0 }));
  const last = rounded.at(-1)?.similarity;
  const certain = rounded.filter(({ similarity }) => similarity !== last);
  return {
    similarities: rounded.map(({ similarity }) => similarity),
    certain: certain.toSorted((left, right) => right.similarity - left.similarity || left.id - right.id),
  };
};

beforeAll(async () => {
  const random = createRandom(5);
  const rows = Array.from({ length: 120 }, (_, index) => ({
    title: `Document ${index}`,
    content: `Text ${index}`,
    metadata: random.pick([{}, { kind: 'guide' }, { kind: 'policy', language: random.pick(['en', 'de']) }]),
    embedding: random.chance(0.05) ? null : randomVector(random),
    organization_id: simulator.users[0]?.appMetadata.organization_id,
  }));
  await askSimulator('DELETE', 'ticket_documents?ticket_id=gt.0');
  await askSimulator('DELETE', 'documents?id=gt.0');
  await askSimulator('POST', 'documents', rows);
  const documents = z
    .array(Document)
    .parse(await askSimulator('GET', 'documents?select=id,content,metadata,embedding'));
  assert.ok(documents.length === 120);
  postgres = await PGlite.create({ extensions: { vector } });
  await postgres.exec('create extension vector');
  const withVectors = readSql('match-documents-pgvector').replaceAll('384', String(dimensions));
  await createSide('vectors', `vector(${dimensions})`, withVectors, documents);
  await createSide('arrays', 'float8[]', readSql('match-documents'), documents);
}, 60_000);
afterAll(() => postgres?.close());

test('200 random searches find the same by pgvector, by plain SQL and in the simulator', async () => {
  const random = createRandom(11);
  let found = 0;

  for (let round = 0; round < 200; round += 1) {
    const search = randomSearch(random);
    const byVectors = nearest(await searchSide('vectors', 'vector', search));
    const byArrays = nearest(await searchSide('arrays', 'float8[]', search));
    const simulated = nearest(await searchSimulator(search));

    assert.deepEqual(byVectors, byArrays, JSON.stringify(search));
    assert.deepEqual(simulated, byArrays, JSON.stringify(search));
    const isZero = search.query.every((part) => part === 0);
    if (isZero) assert.equal(byVectors.similarities.length, 0);
    assert.ok(byVectors.similarities.every((similarity) => similarity >= search.threshold - 1e-6));
    found += byVectors.similarities.length;
  }

  assert.ok(found > 1000, `found ${found}`);
});

test('pgvector finds by its index, within the rows that a policy shows', async () => {
  const search = { query: [1, 0.5, 0, 0, 0, 0, 0, 0], threshold: 0, limit: 10, filter: {} };
  await postgres.exec(`set search_path to vectors, public;
    create index on documents using hnsw (embedding vector_cosine_ops); analyze documents; set enable_seqscan = off;
    alter table documents enable row level security;
    create policy even on documents for select using (id % 2 = 0);
    create role reader; grant usage on schema vectors to reader; grant select on documents to reader;`);
  const asOwner = await searchSide('vectors', 'vector', search);
  const { rows } = await postgres.query(`explain select * from match_documents('[1,0.5,0,0,0,0,0,0]', 0)`);

  await postgres.exec('set role reader');
  const asReader = await searchSide('vectors', 'vector', search);
  await postgres.exec('reset role');

  expect(JSON.stringify(rows)).toContain('Index Scan using documents_embedding_idx');
  expect(asOwner.some(({ id }) => id % 2 === 1)).toBe(true);
  expect(asReader.length).toBeGreaterThan(0);
  expect(asReader.every(({ id }) => id % 2 === 0)).toBe(true);
});
