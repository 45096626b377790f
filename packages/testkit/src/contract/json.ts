/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as it looks once it was sent and read: no undefined, no classes. */
export function throughJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

const moments = /\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?/g;

/** A signed token names the second in which it was made, as that of a signed address. */
const signedTokens = /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;

/** A value whose dates and times are replaced by one word, so that two runs at different moments can be compared. */
export function withoutMoments(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null), (_key, item: unknown) =>
    typeof item === 'string' ? item.replace(moments, '<moment>').replace(signedTokens, '<token>') : item,
  );
}
