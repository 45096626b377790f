/** Longest part of an answer that rows may take, in characters of JSON: a write that is done must not fail for the length of its answer. */
const mostCharacters = 30_000;

/** As many rows as fit, and how many were left out. */
export function shownRows<Item>(rows: readonly Item[]): { data: Item[]; omitted?: number } {
  let length = 0;
  const first = rows.findIndex((row) => {
    length += (JSON.stringify(row)?.length ?? 4) + 1;
    return length > mostCharacters;
  });
  return first < 0 ? { data: [...rows] } : { data: rows.slice(0, first), omitted: rows.length - first };
}

/** Any value, shortened in the same way: a list by its rows, any other left out whole. */
export function shownValue(value: unknown): { data: unknown; omitted?: number } {
  if (Array.isArray(value)) return shownRows(value);
  const length = JSON.stringify(value)?.length ?? 0;
  if (length <= mostCharacters) return { data: value ?? null };
  return { data: null, omitted: length };
}
