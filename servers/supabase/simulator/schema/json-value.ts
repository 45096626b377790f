/** What a column can hold, as JSON shows it; SQL's NULL is null, and a whole number that JavaScript would round a bigint. */
export type JsonValue = null | bigint | boolean | number | string | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/** One row of a table, its columns by name. */
export type Row = Readonly<Record<string, JsonValue>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** PostgreSQL keeps the keys of a jsonb object by length, then by bytes. */
const byLengthThenBytes = (left: string, right: string): number =>
  Buffer.byteLength(left) - Buffer.byteLength(right) || Buffer.compare(Buffer.from(left), Buffer.from(right));

/** Reads parsed JSON as jsonb keeps it: keys in order, the last of equal keys. */
export const toJsonValue = (value: unknown): JsonValue => {
  if (Array.isArray(value)) return value.map(toJsonValue);
  if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value).sort(byLengthThenBytes);
    const entries = new Map<string, unknown>(Object.entries(value));
    return Object.fromEntries(names.map((name) => [name, toJsonValue(entries.get(name))]));
  }
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/** The text of a jsonb value, with PostgreSQL's spaces. */
export const jsonText = (value: JsonValue): string => {
  if (Array.isArray(value)) return `[${value.map(jsonText).join(', ')}]`;
  if (isJsonObject(value)) {
    const fields = Object.entries(value).map(([name, field]) => `${JSON.stringify(name)}: ${jsonText(field)}`);
    return `{${fields.join(', ')}}`;
  }
  return wireText(value);
};

/** A value as JSON, with every digit of its numbers. */
export const wireText = (value: unknown): string => {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(wireText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${wireText(field)}`).join(',')}}`;
};
