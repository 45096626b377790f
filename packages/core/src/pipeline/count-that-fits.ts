/** How many rows, the first ones, fit into so many characters of JSON, each with the comma behind it. `replacer` as for JSON.stringify. */
export function countThatFits(
  rows: readonly unknown[],
  characters: number,
  replacer?: (name: string, value: unknown) => unknown,
): number {
  let length = 0;
  const over = rows.findIndex((row) => {
    length += (JSON.stringify(row, replacer)?.length ?? 4) + 1;
    return length > characters;
  });
  return over < 0 ? rows.length : over;
}

/** An answer of 40,000 characters is cut by `capSize`, without a word on why it is short; this leaves room for hints. */
const mostCharacters = 37_000;
/** About the longest word that stands for a masked value: `y***@o***.example~k3J9xPq2Lm`. */
const longestMask = 30;

/** What an answer has beside its rows. */
interface AnswerFrame {
  /** Whether the values of this name may be masked, by longer words than they are. */
  isMasked?(name: string): boolean;
  rest?: object;
}

/** The first rows that fit in an answer, masked or not: one at least, which is too large then. */
export function rowsInAnswer<Row>(
  rows: readonly Row[],
  { isMasked = () => false, rest = {} }: AnswerFrame = {},
): Row[] {
  const widened = (value: unknown) => String(value).padEnd(longestMask);
  const masked = (name: string, value: unknown) => {
    if (value === null || !isMasked(name)) return value;
    if (typeof value !== 'object') return widened(value);
    return Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, widened(each)]));
  };
  const room = mostCharacters - JSON.stringify(rest).length;
  return rows.slice(0, Math.max(1, countThatFits(rows, room, masked)));
}
