import type { JsonObject, Row } from './json-value.ts';

/** A file in a bucket. */
export interface StoredObject {
  readonly id: string;
  readonly bucket: string;
  readonly name: string;
  readonly owner: string | null;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly bytes: Uint8Array;
}

export interface Bucket {
  readonly id: string;
  readonly isPublic: boolean;
  /** Bytes; null where the project's own limit holds. */
  readonly fileSizeLimit: number | null;
  readonly allowedMimeTypes: readonly string[] | null;
  readonly createdAt: number;
}

/** Somebody who can sign in. */
export interface ProjectUser {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly appMetadata: JsonObject;
  readonly createdAt: number;
}

/** All that a project keeps. Rows are never changed, only replaced. */
export interface ProjectState {
  tables: ReadonlyMap<string, readonly Row[]>;
  /** The next number of each table's identity column. A failed insert uses numbers up, as sequences do. */
  readonly sequences: Map<string, number>;
  readonly buckets: Map<string, Bucket>;
  /** By bucket and name. */
  readonly objects: Map<string, StoredObject>;
  readonly users: readonly ProjectUser[];
}

/** One row changed, as the write-ahead log has it. */
export interface RowChange {
  readonly table: string;
  readonly type: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly record: Row | null;
  readonly oldRecord: Row | null;
  /** Milliseconds since 1970. */
  readonly committedAt: number;
}

export const rowsOf = (state: ProjectState, table: string): readonly Row[] => state.tables.get(table) ?? [];
