import type { ColumnType } from '../schema/column-type.ts';
import type { JsonObject, Row } from '../schema/json-value.ts';
import { findTable } from '../schema/project-schema.ts';
import type { RowChange } from '../schema/project-state.ts';
import type { Session } from '../schema/session.ts';
import { keyOf, type TableDefinition } from '../schema/table-definition.ts';

const internalNames: Readonly<Record<ColumnType, string>> = {
  bigint: 'int8',
  boolean: 'bool',
  'double precision': 'float8',
  'double precision[]': '_float8',
  integer: 'int4',
  jsonb: 'jsonb',
  text: 'text',
  'text[]': '_text',
  'timestamp with time zone': 'timestamptz',
  uuid: 'uuid',
};

const keyRecord = (table: TableDefinition, row: Row): JsonObject =>
  Object.fromEntries(keyOf(table).map((name) => [name, row[name] ?? null]));

/** What Realtime tells of a change. Without a full replica identity the old record is its key. */
export const changePayload = (change: RowChange, { role }: Session): JsonObject => {
  const { committedAt, oldRecord, record, table, type } = change;
  const definition = findTable(table);
  const isReadable = definition?.grants[role]?.includes('select') === true;
  const columns = (definition?.columns ?? []).map((column) => ({
    name: column.name,
    type: internalNames[column.type],
  }));
  return {
    schema: 'public',
    table,
    commit_timestamp: new Date(committedAt).toISOString(),
    type,
    columns: isReadable ? columns : [],
    ...(record !== null && { record: isReadable ? record : {} }),
    ...(oldRecord !== null && { old_record: isReadable ? keyRecord(definition, oldRecord) : {} }),
    errors: isReadable ? null : ['Error 401: Unauthorized'],
  };
};
