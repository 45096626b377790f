-- Search by meaning without pgvector, for vector_similarity_search over documents(embedding float8[]).
-- For a jsonb column, give array(select jsonb_array_elements_text(d.embedding)::float8) in the place of d.embedding.
-- It runs as its caller, so that row level security holds for what is found.
create or replace function cosine_similarity(a float8[], b float8[]) returns float8 language sql immutable strict as $$
  select case when cardinality(a) = cardinality(b)
    then sum(x * y) / nullif(sqrt(sum(x * x) * sum(y * y)), 0) end
  from unnest(a, b) as pair (x, y)
$$;

create or replace function match_documents(
  query_embedding float8[], match_threshold float8 default 0.7, match_count int default 10, filter jsonb default '{}'
) returns table (id bigint, content text, metadata jsonb, similarity float8) language sql stable as $$
  select * from (
    select d.id, d.content, d.metadata, cosine_similarity(d.embedding, query_embedding) as similarity
    from documents d where filter = '{}' or d.metadata @> filter
  ) m
  where m.similarity >= match_threshold
  order by m.similarity desc
  limit least(match_count, 100)
$$;
