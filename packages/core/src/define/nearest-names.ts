const most = 3;

/**
 * The names most like a given one, the best first, three at most; none where nothing comes near. `lettersOf` gives what of a name is
 * compared: its letters and digits, in lower case, unless told otherwise.
 */
export function nearestNames(
  name: string,
  names: Iterable<string>,
  lettersOf: (name: string) => string = plainLetters,
): string[] {
  const wanted = lettersOf(name);
  const furthest = Math.max(2, Math.floor(wanted.length / 3));
  return [...names]
    .map((candidate) => {
      const letters = lettersOf(candidate);
      const edits = distanceOf(wanted, letters);
      return { candidate, edits, distance: isPart(letters, wanted) || isPart(wanted, letters) ? 1 : edits };
    })
    .filter(({ distance }) => distance <= furthest)
    .toSorted((left, right) => left.distance - right.distance || left.edits - right.edits)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** Two letters, as of `id`, are in too many names to mean anything. */
function isPart(part: string, whole: string): boolean {
  return part.length > 2 && whole.includes(part);
}

function plainLetters(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
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
