import * as z from 'zod';
import type { ProjectState, StoredObject } from '../schema/project-state.ts';
import type { Session } from '../schema/session.ts';
import { mayUseObject } from './object-policy.ts';

export const ListRequest = z.object({
  prefix: z.string(),
  limit: z.number().int().min(1).default(100),
  offset: z.number().int().min(0).default(0),
  search: z.string().default(''),
  sortBy: z.object({ column: z.string().default('name'), order: z.string().default('asc') }).prefault({}),
});

export const objectMetadata = ({ bytes, cacheControl, contentType, id, updatedAt }: StoredObject) => ({
  eTag: `"${id}"`,
  size: bytes.length,
  mimetype: contentType,
  cacheControl,
  lastModified: new Date(updatedAt).toISOString(),
  contentLength: bytes.length,
  httpStatusCode: 200,
});

interface Entry {
  readonly name: string;
  readonly object: StoredObject | undefined;
}

/** What is directly in a folder: its files, and the folders that files deeper down imply, one of which may have the name of a file. */
const entriesOf = (objects: readonly StoredObject[], folder: string): readonly Entry[] => {
  const entries = new Map<string, Entry>();
  for (const object of objects) {
    if (!object.name.startsWith(folder)) continue;
    const rest = object.name.slice(folder.length);
    const name = rest.split('/')[0] ?? rest;
    const isFile = rest === name;
    entries.set(isFile ? name : `${name}/`, { name, object: isFile ? object : undefined });
  }
  return [...entries.values()];
};

const sortKey = ({ name, object }: Entry, column: string): string => {
  if (column === 'created_at') return String(object?.createdAt ?? 0).padStart(16, '0');
  if (column === 'updated_at') return String(object?.updatedAt ?? 0).padStart(16, '0');
  return name;
};

const entryBody = ({ name, object }: Entry) => {
  if (object === undefined) {
    return { name, id: null, updated_at: null, created_at: null, last_accessed_at: null, metadata: null };
  }
  const updated = new Date(object.updatedAt).toISOString();
  return {
    name,
    id: object.id,
    updated_at: updated,
    created_at: new Date(object.createdAt).toISOString(),
    last_accessed_at: updated,
    metadata: objectMetadata(object),
  };
};

/**
 * Lists a folder of a bucket, as far as the session may see it; a search is for how names begin.
 * https://github.com/supabase/storage/blob/master/migrations/tenant/0059-search-functions-user-metadata.sql
 */
export const listObjects = (
  state: ProjectState,
  session: Session,
  bucket: string,
  { limit, offset, prefix, search, sortBy }: z.infer<typeof ListRequest>,
) => {
  const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  const visible = [...state.objects.values()].filter(
    (object) => object.bucket === bucket && mayUseObject(session, object.name),
  );
  const found = entriesOf(visible, folder).filter(({ name }) => name.toLowerCase().startsWith(search.toLowerCase()));
  const direction = sortBy.order === 'desc' ? -1 : 1;
  const sorted = found.toSorted(
    (left, right) => direction * (sortKey(left, sortBy.column) < sortKey(right, sortBy.column) ? -1 : 1),
  );
  return sorted.slice(offset, offset + limit).map(entryBody);
};
