/** What a column can hold, as JSON shows it; SQL's NULL is null. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

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
  return JSON.stringify(value);
};
