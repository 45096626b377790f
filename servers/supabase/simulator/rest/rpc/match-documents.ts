import { containsJson } from '../../schema/compare-values.ts';
import { DatabaseError } from '../../schema/database-error.ts';
import type { JsonValue, Row } from '../../schema/json-value.ts';
import { findTable } from '../../schema/project-schema.ts';
import { isAllowed, requireGrant } from '../read/row-security.ts';
import type { Transaction } from '../transaction.ts';
import { type FunctionDefinition, tableShape } from './function-definition.ts';

const sql = `create function public.match_documents(
  query_embedding double precision[], match_threshold double precision default 0.7,
  match_count integer default 10, filter jsonb default '{}'
) returns table (id bigint, title text, content text, metadata jsonb, similarity double precision)
language plpgsql stable as $$
begin
  if exists (select 1 from public.documents d where cardinality(d.embedding) <> cardinality(query_embedding)) then
    raise exception 'different vector dimensions % and %',
      (select cardinality(d.embedding) from public.documents d where d.embedding is not null limit 1),
      cardinality(query_embedding) using errcode = '22000';
  end if;
  return query
  select m.id, m.title, m.content, m.metadata, m.similarity from (
    select d.id, d.title, d.content, d.metadata, (
      select sum(a * b) / nullif(sqrt(sum(a * a) * sum(b * b)), 0)
      from unnest(d.embedding, query_embedding) as v (a, b)
    ) as similarity
    from public.documents d where d.embedding is not null and d.metadata @> filter
  ) m
  where m.similarity >= match_threshold order by m.similarity desc, m.id limit match_count;
end $$;`;

const numbersOf = (value: JsonValue): number[] =>
  Array.isArray(value) ? value.map((part) => (typeof part === 'number' ? part : 0)) : [];

/** The cosine of the angle between two vectors; nothing where one of them is zero. */
const cosine = (left: readonly number[], right: readonly number[]): number | undefined => {
  let [product, leftSquares, rightSquares] = [0, 0, 0];
  for (const [index, value] of left.entries()) {
    const other = right[index] ?? 0;
    product += value * other;
    leftSquares += value * value;
    rightSquares += other * other;
  }
  const length = Math.sqrt(leftSquares * rightSquares);
  return length === 0 ? undefined : product / length;
};

const visibleDocuments = ({ rows, session }: Transaction): readonly Row[] => {
  const table = findTable('documents');
  if (table === undefined) return [];
  requireGrant(table, 'select', session);
  return rows('documents').filter((row) => row.embedding !== null && isAllowed(table, 'select', row, session));
};

const requireDimensions = (documents: readonly Row[], query: readonly number[]): void => {
  const sizes = documents.map(({ embedding }) => numbersOf(embedding ?? null).length);
  if (sizes.every((size) => size === query.length)) return;
  throw new DatabaseError('22000', `different vector dimensions ${sizes[0]} and ${query.length}`);
};

/** The search that Supabase's guides call match_documents, over arrays, so that it needs no pgvector. */
export const matchDocuments: FunctionDefinition = {
  name: 'match_documents',
  comment: 'The documents whose embeddings point the same way, the closest first',
  parameters: [
    { name: 'query_embedding', type: 'double precision[]' },
    { name: 'match_threshold', type: 'double precision', default: 0.7 },
    { name: 'match_count', type: 'integer', default: 10 },
    { name: 'filter', type: 'jsonb', default: {} },
  ],
  shape: tableShape('match_documents', {
    id: 'bigint',
    title: 'text',
    content: 'text',
    metadata: 'jsonb',
    similarity: 'double precision',
  }),
  isStable: true,
  sql,
  run: ({ filter = null, match_count, match_threshold, query_embedding = null }, transaction) => {
    const query = numbersOf(query_embedding);
    const documents = visibleDocuments(transaction);
    requireDimensions(documents, query);
    const found = documents.flatMap(({ content, embedding, id, metadata, title }) => {
      const similarity = cosine(numbersOf(embedding ?? null), query);
      const isWanted = similarity !== undefined && similarity >= Number(match_threshold);
      if (!isWanted || !containsJson(metadata ?? null, filter)) return [];
      return [
        { id: id ?? null, title: title ?? null, content: content ?? null, metadata: metadata ?? null, similarity },
      ];
    });
    found.sort((left, right) => right.similarity - left.similarity || Number(left.id) - Number(right.id));
    return { kind: 'rows', rows: found.slice(0, Number(match_count)) };
  },
};
