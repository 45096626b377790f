import type { SimulatedReply } from '@bizmcp/testkit/simulator';
import type { ColumnType } from '../schema/column-type.ts';
import type { JsonObject, JsonValue } from '../schema/json-value.ts';
import { projectTables } from '../schema/project-schema.ts';
import { type ColumnDefinition, keyOf, type TableDefinition } from '../schema/table-definition.ts';
import type { RestCall } from './rest-call.ts';
import type { FunctionDefinition, FunctionParameter } from './rpc/function-definition.ts';
import { projectFunctions } from './rpc/project-functions.ts';

const jsonTypes: Readonly<Record<ColumnType, JsonObject>> = {
  bigint: { type: 'integer' },
  boolean: { type: 'boolean' },
  'double precision': { type: 'number' },
  'double precision[]': { type: 'array', items: { type: 'number' } },
  integer: { type: 'integer' },
  jsonb: {},
  text: { type: 'string' },
  'text[]': { type: 'array', items: { type: 'string' } },
  'timestamp with time zone': { type: 'string' },
  uuid: { type: 'string' },
};

/** Defaults are told as SQL, but for plain words, numbers and truth values. */
const defaultOf = ({ default: fallback }: ColumnDefinition): JsonValue | undefined => {
  switch (fallback?.kind) {
    case 'literal':
      return typeof fallback.value === 'object' ? undefined : fallback.value;
    case 'now':
      return 'now()';
    case 'organization':
      return 'private.current_organization()';
    case 'uuid':
      return 'gen_random_uuid()';
    default:
      return undefined;
  }
};

const noteOf = (table: TableDefinition, { name, references }: ColumnDefinition): string | undefined => {
  const notes = [
    ...(keyOf(table).includes(name) ? ['This is a Primary Key.<pk/>'] : []),
    ...(references === undefined
      ? []
      : [`This is a Foreign Key to \`${references}.id\`.<fk table='${references}' column='id'/>`]),
  ];
  return notes.length === 0 ? undefined : ['Note:', ...notes].join('\n');
};

const columnSchema = (table: TableDefinition, column: ColumnDefinition): JsonObject => {
  const fallback = defaultOf(column);
  const description = noteOf(table, column);
  return {
    ...(fallback !== undefined && { default: fallback }),
    ...(description !== undefined && { description }),
    format: column.type,
    ...jsonTypes[column.type],
  };
};

const tableSchema = (table: TableDefinition): JsonObject => ({
  description: table.comment,
  required: table.columns.filter(({ isNullable }) => !isNullable).map(({ name }) => name),
  properties: Object.fromEntries(table.columns.map((column) => [column.name, columnSchema(table, column)])),
  type: 'object',
});

const ok = { '200': { description: 'OK' } };

const tablePath = ({ comment, name }: TableDefinition): JsonObject => {
  const tags = [name];
  const schema = { items: { $ref: `#/definitions/${name}` }, type: 'array' };
  const change = { tags, summary: comment, responses: { '204': { description: 'No Content' } } };
  return {
    get: { tags, summary: comment, responses: { '200': { description: 'OK', schema } } },
    post: { tags, summary: comment, responses: { '201': { description: 'Created' } } },
    patch: change,
    delete: change,
  };
};

const argumentSchema = ({ type }: FunctionParameter): JsonObject => ({ format: type, ...jsonTypes[type] });

/** This version offers GET for all, also for what it would refuse to run so. */
const functionPath = ({ comment, name, parameters }: FunctionDefinition): JsonObject => {
  const required = parameters.filter((parameter) => parameter.default === undefined).map((parameter) => parameter.name);
  const properties = Object.fromEntries(parameters.map((parameter) => [parameter.name, argumentSchema(parameter)]));
  const schema = {
    description: comment,
    ...(parameters.length > 0 && { properties }),
    ...(required.length > 0 && { required }),
    type: 'object',
  };
  const tags = [`(rpc) ${name}`];
  const body = { in: 'body', name: 'args', required: true, schema };
  return {
    get: { tags, summary: comment, responses: ok },
    post: { tags, summary: comment, parameters: [body, { $ref: '#/parameters/preferParams' }], responses: ok },
  };
};

/** Describes what the session's role may use: https://docs.postgrest.org/en/v12/references/api/openapi.html */
export const describeProject = ({ transaction: { session } }: RestCall): SimulatedReply => {
  const tables = projectTables.filter(({ grants }) => grants[session.role] !== undefined);
  const body: JsonObject = {
    swagger: '2.0',
    info: { title: 'standard public schema', description: '', version: '12.0.2' },
    paths: Object.fromEntries([
      ['/', { get: { tags: ['Introspection'], responses: ok } }],
      ...tables.map((table) => [`/${table.name}`, tablePath(table)]),
      ...projectFunctions.map((one) => [`/rpc/${one.name}`, functionPath(one)]),
    ]),
    definitions: Object.fromEntries(tables.map((table) => [table.name, tableSchema(table)])),
  };
  return { status: 200, headers: { 'content-type': 'application/openapi+json; charset=utf-8' }, body };
};
