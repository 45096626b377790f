const lineField = /^line_items\.(\d+)\./;

/** What is said of several lines of a document in the same words is said once, by the first of them, with the numbers of all counted from 1. */
export function tellOnce<Warning extends { field: string; message: string }>(warnings: readonly Warning[]): Warning[] {
  const alike = Map.groupBy(warnings, ({ field, message }) => `${field.replace(lineField, '')} ${message}`);
  return [...alike.values()].flatMap((group) => {
    const lines = group.flatMap(({ field }) => lineField.exec(field)?.[1] ?? []).map((index) => Number(index) + 1);
    const [first] = group;
    if (!first || lines.length < 2) return group;
    return [{ ...first, message: `lines ${inRanges(lines)}: ${first.message}` }];
  });
}

/** `1–3, 5` */
function inRanges(numbers: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const number of numbers) {
    const range = ranges.at(-1);
    if (range && number === range[1] + 1) range[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(', ');
}
