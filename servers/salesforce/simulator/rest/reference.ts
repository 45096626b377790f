import { refuse } from '../error-reply.ts';

const reference = /@\{([A-Za-z0-9_]+)((?:\.[A-Za-z0-9_]+|\[\d+\])*)\}/g;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const follow = (value: unknown, path: string): unknown => {
  let current = value;
  for (const [, name, index] of path.matchAll(/\.([A-Za-z0-9_]+)|\[(\d+)\]/g)) {
    current = isObject(current) ? Reflect.get(current, name ?? index ?? '') : undefined;
  }
  return current;
};

/**
 * Puts results of earlier calls in the place of `@{refContact.id}`.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/using-composite-resources.html
 */
export const fillReferences = (value: unknown, results: ReadonlyMap<string, unknown>): unknown => {
  if (typeof value === 'string') {
    return value.replace(reference, (_text, name: string, path: string) => {
      const found = follow(results.get(name), path);
      if (typeof found === 'string' || typeof found === 'number') return String(found);
      throw refuse(
        400,
        'PROCESSING_HALTED',
        `Invalid reference specified. No value for ${name}${path} found in ${name}. Provided references: ${[...results.keys()].join(', ')}`,
      );
    });
  }
  if (Array.isArray(value)) return value.map((item) => fillReferences(item, results));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fillReferences(item, results)]));
};
