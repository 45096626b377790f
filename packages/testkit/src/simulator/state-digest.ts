import { createHash } from 'node:crypto';

/** Joins the entries in the order of their keys; functions and undefined are left out. */
const renderEntries = (keys: unknown[], read: (key: unknown) => unknown): string => {
  let text = '';
  // Without a comparator keys are sorted as text, whatever they are.
  for (const key of keys.sort()) {
    const value = read(key);
    if (value === undefined || typeof value === 'function') continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(String(key))}:${render(value)}`;
  }
  return `{${text}}`;
};

/** JSON with sorted keys, that also knows maps, sets and dates. */
const render = (value: unknown): string => {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(render).join(',')}]`;
  if (value instanceof Map) return renderEntries([...value.keys()], (key) => value.get(key));
  if (value instanceof Set) return `[${[...value].map(render).sort().join(',')}]`;
  if (value instanceof Date) return JSON.stringify(value);
  return renderEntries(Object.keys(value), (key) => Reflect.get(value, String(key)));
};

/** A hash of plain data that does not depend on the order in which keys were set. */
export const digestState = (value: unknown): string => createHash('sha256').update(render(value)).digest('hex');
