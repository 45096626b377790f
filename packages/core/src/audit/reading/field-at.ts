import { isJsonObject } from '../../json/json-object.ts';

/** What a record has at a path such as `who.principal`. */
export function fieldAt(record: unknown, path: string): unknown {
  return path.split('.').reduce((value: unknown, key) => (isJsonObject(value) ? value[key] : undefined), record);
}
