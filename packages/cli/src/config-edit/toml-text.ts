import { type ConfigPath, ConfigProblem, isConfigObject } from './config-format.ts';

/** A dotted key; what is not a bare key is quoted. */
export function tomlKey(path: ConfigPath): string {
  return path.map((key) => (/^[A-Za-z0-9_-]+$/.test(String(key)) ? String(key) : tomlString(String(key)))).join('.');
}

/** A value on one line. */
export function tomlValue(value: unknown): string {
  if (typeof value === 'string') return tomlString(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(tomlValue).join(', ')}]`;
  if (!isConfigObject(value)) throw new ConfigProblem('is TOML, which has no null');
  const pairs = Object.entries(value).map(([key, inner]) => `${tomlKey([key])} = ${tomlValue(inner)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** Lines of a table with its own tables below it. */
export function tomlTable(path: ConfigPath, table: Record<string, unknown>): string[] {
  const pairs = Object.entries(table).filter(([, value]) => !isConfigObject(value));
  const tables = Object.entries(table).filter(([, value]) => isConfigObject(value));
  return [
    `[${tomlKey(path)}]`,
    ...pairs.map(([key, value]) => `${tomlKey([key])} = ${tomlValue(value)}`),
    ...tables.flatMap(([key, value]) => (isConfigObject(value) ? ['', ...tomlTable([...path, key], value)] : [])),
  ];
}

/** A basic string: TOML's escapes are JSON's, but for the delete character. */
function tomlString(value: string): string {
  return JSON.stringify(value).replaceAll('\u007f', '\\u007f');
}
