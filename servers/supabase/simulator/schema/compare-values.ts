import { isJsonObject, type JsonValue } from './json-value.ts';

const isNumber = (value: JsonValue): value is bigint | number => typeof value === 'number' || typeof value === 'bigint';

const sign = (left: bigint | number, right: bigint | number): number => Number(left > right) - Number(left < right);

/** jsonb sorts Object > Array > Boolean > Number > String > Null: https://www.postgresql.org/docs/current/datatype-json.html */
const kindOrder = (value: JsonValue): number => {
  if (value === null) return 0;
  if (typeof value === 'string') return 1;
  if (isNumber(value)) return 2;
  if (typeof value === 'boolean') return 3;
  return Array.isArray(value) ? 4 : 5;
};

/** Text is compared by its bytes, as the collation "C" does. */
const compareText = (left: string, right: string): number => {
  const isPlain = left.length + right.length < 200 && !/[\ud800-\udfff]/.test(left + right);
  if (isPlain) return Number(left > right) - Number(left < right);
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
};

const compareLists = (left: readonly JsonValue[], right: readonly JsonValue[]): number => {
  for (const [index, value] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = compareValues(value, other);
    if (order !== 0) return order;
  }
  return sign(left.length, right.length);
};

/** Orders two values of one type; in jsonb also of different kinds. Longer jsonb arrays and objects come later. */
export const compareValues = (left: JsonValue, right: JsonValue): number => {
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (isNumber(left) && isNumber(right)) return sign(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (Array.isArray(left) && Array.isArray(right)) return compareLists(left, right);
  if (isJsonObject(left) && isJsonObject(right)) {
    const size = sign(Object.keys(left).length, Object.keys(right).length);
    return size || compareLists(Object.entries(left).flat(), Object.entries(right).flat());
  }
  return sign(kindOrder(left), kindOrder(right));
};

/** jsonb containment: objects by their keys, arrays as sets, a scalar in an array at the top alone. */
export const containsJson = (outer: JsonValue, inner: JsonValue, isTop = true): boolean => {
  if (Array.isArray(outer)) {
    if (!Array.isArray(inner))
      return isTop && !isJsonObject(inner) && outer.some((part) => compareValues(part, inner) === 0);
    return inner.every((wanted) => outer.some((part) => containsJson(part, wanted, false)));
  }
  if (isJsonObject(outer) && isJsonObject(inner)) {
    return Object.entries(inner).every(([name, wanted]) => {
      const held = outer[name];
      return Object.hasOwn(outer, name) && held !== undefined && containsJson(held, wanted, false);
    });
  }
  return kindOrder(outer) === kindOrder(inner) && compareValues(outer, inner) === 0;
};
