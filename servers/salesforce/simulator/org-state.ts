import type { ObjectDefinition, OrgRecord } from './object-definition.ts';
import { objectOfId } from './org-schema.ts';
import { makeRecordId, readRecordId } from './record-id.ts';

/** The rows of a query that did not fit its first page, as they were when it was asked. */
export interface QueryCursor {
  readonly rows: readonly unknown[];
  readonly batchSize: number;
}

/** Everything that an org holds. */
export interface OrgState {
  readonly organizationId: string;
  /** Who is logged in. */
  readonly userId: string;
  /** By object, then by id in the order of creation; deleted records stay, marked as such. */
  readonly records: Map<string, Map<string, OrgRecord>>;
  readonly counters: Map<string, number>;
  readonly cursors: Map<string, QueryCursor>;
  /** How to take back what was written, oldest first. */
  readonly undo: Array<() => void>;
}

/** All records of an object, deleted ones too. */
export const recordsOf = (state: OrgState, object: string): Map<string, OrgRecord> => {
  const kept = state.records.get(object);
  if (kept !== undefined) return kept;
  const created = new Map<string, OrgRecord>();
  state.records.set(object, created);
  return created;
};

/** The next id of an object. */
export const nextId = (state: OrgState, definition: ObjectDefinition): string => {
  const count = (state.counters.get(definition.name) ?? 0) + 1;
  state.counters.set(definition.name, count);
  return makeRecordId(definition.keyPrefix, count * 7 + 100_000);
};

/** Finds a record by an id of any object; deleted ones too. */
export const findRecord = (state: OrgState, id: unknown): OrgRecord | undefined => {
  if (typeof id !== 'string') return undefined;
  const records = state.records.get(objectOfId(id)?.name ?? '');
  // Ids inside the org have 18 letters already.
  return records?.get(id) ?? records?.get(readRecordId(id) ?? '');
};

/** Finds the id of a record type by its developer name. */
export const recordTypeId = (state: OrgState, object: string, developerName: string): string | null => {
  for (const record of recordsOf(state, 'RecordType').values()) {
    if (record.SobjectType === object && record.DeveloperName === developerName) return String(record.Id);
  }
  return null;
};

/** Puts a record in its place, and remembers how to undo that. */
export const putRecord = (state: OrgState, object: string, record: OrgRecord): void => {
  const id = String(record.Id);
  const records = recordsOf(state, object);
  const before = records.get(id);
  records.set(id, record);
  state.undo.push(() => {
    if (before === undefined) records.delete(id);
    else records.set(id, before);
  });
};

/** Makes an org without records. */
export const createOrgState = (organizationId: string, userId: string): OrgState => ({
  organizationId,
  userId,
  records: new Map(),
  counters: new Map(),
  cursors: new Map(),
  undo: [],
});

/** The part of the state that a person would call data; the digest covers it. */
export const businessOf = (state: OrgState): unknown => state.records;

/** The name of the object that a record belongs to. */
export const objectNameOf = (record: OrgRecord): string => objectOfId(String(record.Id))?.name ?? 'Name';
