/** The names most like a given one, the best first; none where nothing comes near. */
export function nearestNames(name: string, names: Iterable<string>, most = 3): string[] {
  const wanted = normal(name);
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  return [...names]
    .map((each) => ({ each, far: distance(wanted, normal(each)) }))
    .filter(({ each, far }) => far <= limit || normal(each).includes(wanted))
    .sort((left, right) => left.far - right.far)
    .slice(0, most)
    .map(({ each }) => each);
}

function normal(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** How many letters have to be put in, taken out or changed. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...left].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= right.length; column += 1) {
      const changed = (row[column - 1] ?? 0) + (letter === right[column - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? left.length;
}
