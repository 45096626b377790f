import type { JsonSchema } from './portable-schema.ts';

interface Described {
  name: string;
  outputSchema: JsonSchema;
  /** Its schema is shown to nobody, so that nothing can be said there alone. */
  page?: true;
}

/** Where an answer is: its tool, and names with dots between them; `[]` for an item, `*` for a value of a record. */
interface Place {
  tool: string;
  path: string;
}

/** An object that was described, and its fields as texts. */
interface Told extends Place {
  fields: ReadonlyMap<string, string>;
}

/**
 * The tools with each object of their answers described at one of them, the first; what has the same fields, and perhaps more, says where.
 * Names, types and what is required stand at all, so that every answer is held to as much as before.
 */
export function describedOnce<Tool extends Described>(tools: readonly Tool[]): Tool[] {
  const told: Told[] = [];
  return tools.map((tool) => {
    const place = { tool: tool.name, path: '' };
    return { ...tool, outputSchema: describe(tool.outputSchema, place, tool.page ? [...told] : told) };
  });
}

function describe(schema: JsonSchema, place: Place, told: Told[]): JsonSchema {
  if (!isSchema(schema.properties)) return describeParts(schema, place, told);
  const fields = new Map(Object.entries(schema.properties).map(([name, field]) => [name, JSON.stringify(field)]));
  const [first] = told
    .filter((one) => [...one.fields].every(([name, text]) => fields.get(name) === text))
    .sort((left, right) => right.fields.size - left.fields.size);
  const isNew = first?.fields.size !== fields.size;
  if (isNew) told.push({ ...place, fields });
  const pointing = first && pointTo(first, schema, place.tool);
  const shorter = pointing && JSON.stringify(pointing).length < JSON.stringify(schema).length ? pointing : schema;
  return isNew ? describeParts(shorter, place, told) : shorter;
}

/** The object without the words of the fields that are described there. */
function pointTo({ fields, tool, path }: Told, { description, ...shape }: JsonSchema, here: string): JsonSchema {
  const properties = Object.entries(isSchema(shape.properties) ? shape.properties : {});
  const pointer = `fields as in ${tool === here ? path : tool}`;
  return {
    ...shape,
    description: description ? `${description}; ${pointer}` : pointer,
    properties: Object.fromEntries(
      properties.map(([name, field]) => [name, fields.has(name) ? withoutWords(field) : field]),
    ),
  };
}

function describeParts(schema: JsonSchema, { tool, path }: Place, told: Told[]): JsonSchema {
  const part = (inner: unknown, at: string) => (isSchema(inner) ? describe(inner, { tool, path: at }, told) : inner);
  const { properties, items, additionalProperties } = schema;
  const fields = isSchema(properties) ? Object.entries(properties) : [];
  return {
    ...schema,
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        fields.map(([name, field]) => [name, part(field, path === '' ? name : `${path}.${name}`)]),
      ),
    }),
    ...(items !== undefined && { items: part(items, `${path}[]`) }),
    ...(additionalProperties !== undefined && { additionalProperties: part(additionalProperties, `${path}.*`) }),
  };
}

/** A property that happens to be called `description` is a schema, and stays. */
function withoutWords(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === 'description' && typeof value === 'string' ? undefined : value,
  );
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
