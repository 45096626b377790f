import type { JsonSchema } from '@bizmcp/core';
import { isRecord } from './json.ts';

/** A part of a JSON Schema and where it is. */
export interface SchemaNode {
  /** Names of fields with dots between them; `[]` for an array's items, `*` for a record's values. Empty at the root. */
  path: string;
  schema: JsonSchema;
  /** Whether it is a named property of an object. */
  isField: boolean;
}

/** Every part of a schema at every depth: fields, items, values of records and branches. */
export function* schemaNodes(schema: JsonSchema, path = '', isField = false): Generator<SchemaNode> {
  yield { path, schema, isField };
  for (const [name, field] of Object.entries(isRecord(schema.properties) ? schema.properties : {})) {
    if (isRecord(field)) yield* schemaNodes(field, path === '' ? name : `${path}.${name}`, true);
  }
  if (isRecord(schema.items)) yield* schemaNodes(schema.items, `${path}[]`);
  if (isRecord(schema.additionalProperties)) yield* schemaNodes(schema.additionalProperties, `${path}.*`);
  for (const branch of branchesOf(schema)) yield* schemaNodes(branch, path);
}

/** What a value of a schema may be, or its items: the schema itself, and all that its alternatives and items lead to. */
export function* valueSchemas(schema: JsonSchema): Generator<JsonSchema> {
  yield schema;
  for (const inner of [...branchesOf(schema), schema.items]) if (isRecord(inner)) yield* valueSchemas(inner);
}

/** The alternatives of a schema. */
function branchesOf(schema: JsonSchema): JsonSchema[] {
  return [schema.anyOf, schema.oneOf, schema.allOf].filter(Array.isArray).flat().filter(isRecord);
}

/** The fields of an object schema's first level. */
export function rootFields(schema: JsonSchema): [name: string, field: JsonSchema][] {
  const properties = isRecord(schema.properties) ? schema.properties : {};
  return Object.entries(properties).flatMap(([name, field]): [string, JsonSchema][] =>
    isRecord(field) ? [[name, field]] : [],
  );
}

/** The fields that an object schema asks for. */
export function requiredFields(schema: JsonSchema): string[] {
  return Array.isArray(schema.required) ? schema.required.map(String) : [];
}
