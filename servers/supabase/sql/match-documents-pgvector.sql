-- Search by meaning with pgvector, for vector_similarity_search over the table documents: put in the length of your vectors.
-- It runs as its caller, so that row level security holds for what is found. The distance to a vector of zeros is NaN, which is more than any.
create or replace function match_documents(
  query_embedding vector(384), match_threshold float8 default 0.7, match_count int default 10, filter jsonb default '{}'
) returns table (id bigint, content text, metadata jsonb, similarity float8) language sql stable as $$
  select d.id, d.content, d.metadata, 1 - (d.embedding <=> query_embedding) as similarity
  from documents d
  where (filter = '{}' or d.metadata @> filter) and d.embedding <=> query_embedding <= 1 - match_threshold
  order by d.embedding <=> query_embedding
  limit least(match_count, 100)
$$;
