import { createHash } from 'node:crypto';

const byName = (left: readonly [unknown, unknown], right: readonly [unknown, unknown]): number =>
  String(left[0]) < String(right[0]) ? -1 : 1;

const renderEntries = (entries: Array<[unknown, unknown]>): string =>
  entries
    .filter(([, value]) => value !== undefined && typeof value !== 'function')
    .sort(byName)
    .map(([name, value]) => `${JSON.stringify(String(name))}:${render(value)}`)
    .join(',');

/** JSON with sorted keys, that also knows maps, sets and dates; functions and undefined are left out. */
const render = (value: unknown): string => {
  if (value instanceof Map) return `{${renderEntries([...value.entries()])}}`;
  if (value instanceof Set) return `[${[...value].map(render).sort().join(',')}]`;
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(render).join(',')}]`;
  if (typeof value === 'object' && value !== null) return `{${renderEntries(Object.entries(value))}}`;
  return JSON.stringify(value) ?? 'null';
};

/** A hash of plain data that does not depend on the order in which keys were set. */
export const digestState = (value: unknown): string => createHash('sha256').update(render(value)).digest('hex');
