import { isWrite, type JsonSchema, type SurfaceTool } from '@bizmcp/core';
import * as z from 'zod';
import { isRecord } from './json.ts';
import { requiredFields, rootFields } from './schema-field.ts';
import { firstExample, type ServerTool } from './subject.ts';

/** Arguments that must be refused, and the field that the refusal has to name. */
export interface WrongInput {
  what: string;
  field: string;
  input: Record<string, unknown>;
}

/** Longer than any input that is looked at. */
const oversize = 4_100_000;

/** Ways to get a tool's arguments wrong: unknown, missing, of another type, too long, too many. */
export function wrongInputs(tool: ServerTool, face: SurfaceTool): WrongInput[] {
  const example = firstExample(tool);
  const without = (name: string) => Object.fromEntries(Object.entries(example).filter(([key]) => key !== name));
  const required = requiredFields(face.inputSchema).map((field) => ({
    what: `no ${field}`,
    field,
    input: without(field),
  }));
  const fields = guardedFields(tool, face).flatMap(([field, schema]): WrongInput[] => [
    { what: `${field} of another type`, field, input: { ...example, [field]: valueOfAnotherType(schema) } },
    ...tooLong(field, schema.maxLength, (length) => ({ ...example, [field]: 'x'.repeat(length) })),
    ...tooLong(field, schema.maxItems, (length) => ({ ...example, [field]: Array(length).fill('x') })),
    ...tooHigh(field, schema.maximum, (value) => ({ ...example, [field]: value })),
  ]);
  const surprise = 'a_field_that_does_not_exist';
  const unknown = { what: 'an unknown field', field: surprise, input: { ...example, [surprise]: true } };
  return [unknown, ...required, ...fields, ...nestedSurprises(face.inputSchema, example, surprise)];
}

/** The fields as the server holds them: with the bounds that the face does not show. */
function guardedFields(tool: ServerTool, face: SurfaceTool): [name: string, field: JsonSchema][] {
  const guarded = new Map(rootFields(z.toJSONSchema(tool.input, { io: 'input' })));
  return rootFields(face.inputSchema).map(([name, field]) => [name, guarded.get(name) ?? field]);
}

/** An unknown field inside each object that the example has, alone or in a list. */
function nestedSurprises(schema: JsonSchema, example: Record<string, unknown>, surprise: string): WrongInput[] {
  return rootFields(schema).flatMap(([name, field]): WrongInput[] => {
    const given = example[name];
    const inner = isRecord(field.items) ? field.items : field;
    if (inner.additionalProperties !== false) return [];
    const what = `an unknown field in ${name}`;
    if (isRecord(given))
      return [{ what, field: surprise, input: { ...example, [name]: { ...given, [surprise]: true } } }];
    const [first, ...others] = Array.isArray(given) ? given : [];
    if (!isRecord(first)) return [];
    return [{ what, field: surprise, input: { ...example, [name]: [{ ...first, [surprise]: true }, ...others] } }];
  });
}

/** Arguments larger than the server looks at. */
export function oversizeInput(tool: ServerTool, face: SurfaceTool): Record<string, unknown> {
  const text = rootFields(face.inputSchema).find(([, schema]) => schema.type === 'string')?.[0] ?? 'text';
  return { ...firstExample(tool), [text]: 'x'.repeat(oversize) };
}

/** A tool's first example with a mark in each field that takes any words, so that the mark travels through the server. */
export function markedExample(tool: ServerTool, face: SurfaceTool, mark: string): Record<string, unknown> {
  const marked = freeTextFields(tool, face).map((field) => [field, mark]);
  return { ...firstExample(tool), ...Object.fromEntries(marked) };
}

function freeTextFields(tool: ServerTool, face: SurfaceTool): string[] {
  const example = firstExample(tool);
  const restricted = ['enum', 'const', 'format', 'pattern'];
  return guardedFields(tool, face)
    .filter(
      ([name, schema]) => schema.type === 'string' && !restricted.some((word) => word in schema) && name in example,
    )
    .map(([name]) => name)
    .filter(
      (name) => name !== 'cursor' && !/(^|_)id$/.test(name) && !(isWrite(tool.effect) && name === 'confirm_token'),
    );
}

function valueOfAnotherType(schema: { type?: unknown }): unknown {
  return schema.type === 'array' ? { not: 'a list' } : [[{ not: 'expected' }]];
}

function tooLong(field: string, most: unknown, input: (length: number) => Record<string, unknown>): WrongInput[] {
  if (typeof most !== 'number' || most > 1_000_000) return [];
  return [{ what: `${field} longer than ${most}`, field, input: input(most + 1) }];
}

function tooHigh(field: string, most: unknown, input: (value: number) => Record<string, unknown>): WrongInput[] {
  if (typeof most !== 'number' || most >= Number.MAX_SAFE_INTEGER) return [];
  return [{ what: `${field} above ${most}`, field, input: input(most + 1) }];
}
