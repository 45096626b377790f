import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'contracts', 'salesforce');

/** Whether the vendor's published objects are beside this checkout. */
export const hasContract = existsSync(folder);

const objects = z.object({
  sobjects: z.record(
    z.string(),
    z.object({
      fields: z.record(z.string(), z.string()),
      parents: z.record(z.string(), z.string()),
      children: z.record(z.string(), z.string()),
    }),
  ),
});

/** The standard objects with their fields, parents and children. */
export const readContractObjects = () =>
  objects.parse(JSON.parse(readFileSync(join(folder, 'standard-sobjects.derived.json'), 'utf8'))).sobjects;

const property = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  anyOf: z.array(z.looseObject({ type: z.string().optional() })).optional(),
});

const definitions = z.object({
  definitions: z.record(
    z.string(),
    z.object({ required: z.array(z.string()).default([]), properties: z.record(z.string(), property) }),
  ),
});

/** The models of a describe answer. */
export const readDescribeModels = () =>
  definitions.parse(JSON.parse(readFileSync(join(folder, 'schemas', 'sobject-describe.json'), 'utf8'))).definitions;

type Model = ReturnType<typeof readDescribeModels>[string];

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
};

/** What of a value does not fit a model: what is missing, unknown or of another type. */
export const problemsOf = (value: Readonly<Record<string, unknown>>, model: Model): string[] => {
  const missing = model.required.filter((name) => !(name in value)).map((name) => `${name} is missing`);
  const wrong = Object.entries(value).flatMap(([name, item]) => {
    const expected = model.properties[name];
    if (expected === undefined) return [`${name} is unknown`];
    const types = [expected.type ?? [], (expected.anyOf ?? []).map(({ type }) => type ?? 'object')].flat();
    // The published schema leaves the type of a default open.
    if (types.length === 0 || name === 'defaultValue') return [];
    return types.includes(kindOf(item)) ? [] : [`${name} is ${kindOf(item)}, not ${types.join(' or ')}`];
  });
  return [...missing, ...wrong];
};
