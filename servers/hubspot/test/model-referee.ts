import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as z from 'zod';

const require = createRequire(import.meta.url);

/** Something that does not fit the model: where it is, and what is wrong with it. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** One field of a model of the vendor's SDK. */
interface Field {
  readonly type: string;
  readonly format: string;
  readonly isRequired: boolean;
}

/** A model of the vendor's SDK, with the enumerations that its file declares. */
interface Model {
  readonly fields: ReadonlyMap<string, Field>;
  readonly enumerations: ReadonlyMap<string, readonly string[]>;
}

const attributeTypeMap = z.array(
  z.object({ name: z.string(), baseName: z.string(), type: z.string(), format: z.string() }),
);

/**
 * What HubSpot documents but the SDK's models leave out. `Model.field` may be there, `Model.field=null` may be null.
 * - `status` of errors, `errorType` and `policyName` of a 429: https://developers.hubspot.com/docs/api-reference/error-handling
 *   and https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 * - an association type without a label has the label null: https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 * - sorts are objects: https://developers.hubspot.com/docs/api-reference/2026-03/crm/search-the-crm
 */
const documented = new Set([
  'ModelError.status',
  'ModelError.errorType',
  'ModelError.policyName',
  'AssociationSpecWithLabel.label=null',
  'PublicObjectSearchRequest.sorts',
]);

/** Fields that the SDK's types call required and HubSpot leaves out: the errors of a 207 name neither links nor details. */
const notAlwaysThere = new Set(['StandardError.links', 'StandardError.errors', 'StandardError.context']);

const models = new Map<string, Model>();

/** The SDK's type declarations tell which fields are always there. */
const readRequired = (declaration: string): Set<string> =>
  new Set([...declaration.matchAll(/^\s+'(\w+)': /gm)].map((match) => match[1] ?? ''));

const loadModel = (area: string, name: string): Model => {
  const key = `${area}/${name}`;
  const known = models.get(key);
  if (known !== undefined) return known;
  const file = require.resolve(`@hubspot/api-client/lib/codegen/${area}/models/${name}.js`);
  const loaded: Record<string, unknown> = require(file);
  const required = readRequired(readFileSync(file.replace(/\.js$/, '.d.ts'), 'utf8'));
  const map = z
    .looseObject({ attributeTypeMap })
    .safeParse({ attributeTypeMap: Reflect.get(Object(loaded[name]), 'attributeTypeMap') });
  if (!map.success) throw new Error(`${key} has no attributeTypeMap`);
  const fields = map.data.attributeTypeMap.map(
    ({ baseName, format, name, type }) => [baseName, { type, format, isRequired: required.has(name) }] as const,
  );
  const enumerations = Object.entries(loaded)
    .filter(([exported]) => exported.endsWith('Enum'))
    .map(([exported, values]) => [exported, Object.values(Object(values)).map(String)] as const);
  const model = { fields: new Map(fields), enumerations: new Map(enumerations) };
  models.set(key, model);
  return model;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

const checkPlain = (value: unknown, type: string, format: string): string | undefined => {
  switch (type) {
    case 'any':
      return undefined;
    case 'string':
    case 'boolean':
      return typeof value === type ? undefined : `is ${typeof value}, not ${type}`;
    case 'number':
      if (typeof value !== 'number') return `is ${typeof value}, not number`;
      return format.startsWith('int') && !Number.isInteger(value) ? 'is not a whole number' : undefined;
    case 'Date':
      return typeof value === 'string' && isoTime.test(value) ? undefined : 'is not an ISO 8601 time';
    default:
      return 'unknown';
  }
};

const unwrap = (type: string): { kind: 'list' | 'map' | 'nullable'; inner: string } | undefined => {
  const list = /^(?:Array|Set)<(.+)>$/.exec(type)?.[1];
  if (list !== undefined) return { kind: 'list', inner: list };
  const map = /^\{ \[key: string\]: (.+); \}$/.exec(type)?.[1];
  if (map !== undefined) return { kind: 'map', inner: map };
  const nullable = /^(.+) \| null$/.exec(type)?.[1];
  return nullable === undefined ? undefined : { kind: 'nullable', inner: nullable };
};

/** Where a value stands: the area of the SDK, the model that holds it, and the path to it. */
export interface Place {
  readonly area: string;
  readonly owner: Model | undefined;
  readonly path: string;
}

/** Checks a value against a type as the SDK writes it, e.g. `Array<SimplePublicObject>`. */
export const checkType = (value: unknown, type: string, format: string, place: Place): Problem[] => {
  const wrapped = unwrap(type);
  if (wrapped?.kind === 'nullable') return value === null ? [] : checkType(value, wrapped.inner, format, place);
  if (wrapped?.kind === 'list') {
    if (!Array.isArray(value)) return [{ path: place.path, message: 'is not a list' }];
    return value.flatMap((item, index) =>
      checkType(item, wrapped.inner, format, { ...place, path: `${place.path}[${index}]` }),
    );
  }
  if (wrapped?.kind === 'map') {
    if (!isRecord(value)) return [{ path: place.path, message: 'is not an object' }];
    return Object.entries(value).flatMap(([key, item]) =>
      checkType(item, wrapped.inner, format, { ...place, path: `${place.path}.${key}` }),
    );
  }
  const values = place.owner?.enumerations.get(type);
  if (values !== undefined) {
    return values.includes(String(value))
      ? []
      : [{ path: place.path, message: `${String(value)} is not one of ${type}` }];
  }
  const message = checkPlain(value, type, format);
  if (message === 'unknown') return checkModel(value, place.area, type, place.path);
  return message === undefined ? [] : [{ path: place.path, message }];
};

/** Checks a value against a model of the SDK: no unknown field, no missing one, each of its type. */
export const checkModel = (value: unknown, area: string, name: string, path = '$'): Problem[] => {
  if (!isRecord(value))
    return [{ path, message: `is not an object but ${Array.isArray(value) ? 'a list' : typeof value}` }];
  const model = loadModel(area, name);
  const missing = [...model.fields]
    .filter(([field, { isRequired }]) => isRequired && !(field in value) && !notAlwaysThere.has(`${name}.${field}`))
    .map(([field]) => ({ path: `${path}.${field}`, message: 'is missing' }));
  const wrong = Object.entries(value).flatMap(([field, item]): Problem[] => {
    if (documented.has(`${name}.${field}`) || (item === null && documented.has(`${name}.${field}=null`))) return [];
    const expected = model.fields.get(field);
    if (expected === undefined) return [{ path: `${path}.${field}`, message: `is not a field of ${name}` }];
    return checkType(item, expected.type, expected.format, { area, owner: model, path: `${path}.${field}` });
  });
  return [...missing, ...wrong];
};
