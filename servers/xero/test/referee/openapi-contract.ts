import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as z from 'zod';
import type { Contract, Model, Operation, Shape } from './contract.ts';

/** The variable that names the folder where Xero's published contract lies: https://github.com/XeroAPI/Xero-OpenAPI */
export const contractVariable = 'BIZMCP_XERO_CONTRACT';

const Schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.coerce.string()).optional(),
  maxLength: z.number().optional(),
  get items() {
    return Schema.optional();
  },
  get properties() {
    return z.record(z.string(), Schema).optional();
  },
  required: z.array(z.string()).optional(),
  'x-is-msdate': z.boolean().optional(),
  'x-is-msdate-time': z.boolean().optional(),
});
type Schema = z.output<typeof Schema>;

const Content = z.object({ content: z.record(z.string(), z.object({ schema: Schema.optional() })).optional() });
const Parameter = z.object({
  $ref: z.string().optional(),
  name: z.string().optional(),
  in: z.string().optional(),
  schema: Schema.optional(),
});
const Method = z.object({
  parameters: z.array(Parameter).optional(),
  requestBody: Content.optional(),
  responses: z.record(z.string(), Content),
});
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), Schema), parameters: z.record(z.string(), Parameter) }),
});
type Document = z.output<typeof Document>;

const nameOf = (reference: string): string => reference.split('/').at(-1) ?? '';

function shapeOf(document: Document, schema: Schema): Shape {
  if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref);
    const values = document.components.schemas[name]?.enum;
    return values ? { kind: 'one-of', values } : { kind: 'model', name };
  }
  if (schema.enum) return { kind: 'one-of', values: schema.enum };
  if (schema['x-is-msdate'] || schema.format === 'date') return { kind: 'day' };
  if (schema['x-is-msdate-time']) return { kind: 'moment' };
  switch (schema.type) {
    case 'array':
      return { kind: 'list', item: shapeOf(document, schema.items ?? {}) };
    case 'integer':
      return { kind: 'number', isWhole: true };
    case 'number':
      return { kind: 'number' };
    case 'boolean':
      return { kind: 'flag' };
    case 'string':
      return { kind: 'text', isGuid: schema.format === 'uuid', longest: schema.maxLength };
    default:
      throw new Error(`The contract has a schema of type ${schema.type}`);
  }
}

function readOperation(document: Document, path: string, method: string, written: unknown): Operation {
  const { parameters = [], requestBody, responses } = Method.parse(written);
  const resolved = parameters.map((one) =>
    one.$ref === undefined ? one : (document.components.parameters[nameOf(one.$ref)] ?? one),
  );
  const query = resolved.filter((one) => one.in === 'query');
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  const jsonShape = (content: z.output<typeof Content> | undefined) => {
    const schema = content?.content?.['application/json']?.schema;
    return schema && shapeOf(document, schema);
  };
  return {
    ...{ method: method.toUpperCase(), path },
    query: new Map(query.map(({ name = '', schema = {} }) => [name, shapeOf(document, schema)])),
    isKeyed: resolved.some(({ name }) => name === 'Idempotency-Key'),
    body: jsonShape(requestBody),
    answer: jsonShape(success),
  };
}

const yamlReader = 'yaml';

/** Core reads policies in YAML; its reader is borrowed, for nothing else of this server needs one. */
function loadYaml(): { parse(text: string): unknown } {
  return createRequire(createRequire(import.meta.url).resolve('@bizmcp/core'))(yamlReader);
}

/** Xero's published accounting contract, every schema closed. */
export function readOpenapiContract(folder: string): Contract {
  const document = Document.parse(loadYaml().parse(readFileSync(join(folder, 'xero_accounting.yaml'), 'utf8')));
  const isMethod = (name: string) => ['get', 'put', 'post', 'delete'].includes(name);
  return {
    source: 'xero_accounting.yaml',
    operations: Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([name]) => isMethod(name))
        .map(([name, written]) => readOperation(document, path, name, written)),
    ),
    error: { kind: 'model', name: 'Error' },
    model(name): Model {
      const { properties, required = [] } = document.components.schemas[name] ?? {};
      if (!properties) throw new Error(`The contract has no model ${name}`);
      return new Map(
        Object.entries(properties).map(([field, schema]) => [
          field,
          { shape: shapeOf(document, schema), isRequired: required.includes(field) },
        ]),
      );
    },
  };
}
