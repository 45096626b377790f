import { DatabaseError } from './database-error.ts';
import type { JsonValue } from './json-value.ts';

/** How deep lists stand in each other at the beginning: that of the first element is held to be that of all. */
const depthOf = (value: unknown): number => (Array.isArray(value) ? 1 + depthOf(value[0]) : 0);

const isEmpty = (value: JsonValue): boolean => Array.isArray(value) && value.every(isEmpty);

const malformed = (): DatabaseError =>
  new DatabaseError('22P02', 'malformed JSON array', {
    details: 'Multidimensional arrays must have sub-arrays with matching dimensions.',
  });

/**
 * Reads a list of JSON as an array, lists in it as its further dimensions; what stands deeper than the first element is an element, list
 * or not: populate_array in https://github.com/postgres/postgres/blob/REL_15_STABLE/src/backend/utils/adt/jsonfuncs.c
 */
export const readJsonArray = (
  list: readonly unknown[],
  readElement: (value: unknown) => JsonValue,
  key: string,
): JsonValue[] => {
  const read = (items: readonly unknown[], depth: number, place: string): JsonValue[] => {
    if (depth <= 1) return items.map(readElement);
    const [first] = items;
    return items.map((item, index) => {
      const here = `${place}[${index}]`;
      if (!Array.isArray(item)) {
        throw new DatabaseError('22P02', 'expected JSON array', {
          hint: `See the array element ${here} of key "${key}".`,
        });
      }
      if (Array.isArray(first) && item.length !== first.length) throw malformed();
      return read(item, depth - 1, here);
    });
  };
  const array = read(list, depthOf(list), '');
  return isEmpty(array) ? [] : array;
};
