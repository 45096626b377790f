/** The names most like a given one, the best first; none where nothing comes near. */
function nearestNames(name: string, names: readonly string[]): string[] {
  const wanted = lettersOf(name);
  const furthest = Math.max(2, Math.floor(wanted.length / 3));
  return names
    .map((candidate) => {
      const letters = lettersOf(candidate);
      const isPart = wanted.length > 2 && (letters.includes(wanted) || wanted.includes(letters));
      return { candidate, distance: isPart ? 1 : distanceOf(wanted, letters) };
    })
    .filter(({ distance }) => distance <= furthest)
    .toSorted((left, right) => left.distance - right.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** `Did you mean ...?` where a name comes near, else nothing. */
export function suggestNames(name: string, names: readonly string[]): string {
  const nearest = nearestNames(name, names);
  return nearest.length > 0 ? ` (nearest: ${nearest.join(', ')})` : '';
}

/** Custom names differ from standard ones by their ending alone. */
function lettersOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/__[cr]$/, '')
    .replaceAll('_', '');
}

/** How many letters must be added, taken away or replaced. */
function distanceOf(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_item, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      const replaced = (previous[column - 1] ?? 0) + (isSame ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
