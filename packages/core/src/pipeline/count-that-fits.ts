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
