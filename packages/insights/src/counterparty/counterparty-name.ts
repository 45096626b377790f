// Words that say what kind of company one is, not which.
const legalForms = new Set(
  'ag bv co company corp corporation gmbh inc incorporated kg limited llc llp ltd nv oy plc pty pvt sa sarl sas spa srl'.split(
    ' ',
  ),
);

/** A name as it is compared: lower case, no accents, punctuation or legal form; 'ACME Corp.' and 'Acme' are one. */
export function normaliseName(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const kept = words.filter((word) => !legalForms.has(word));
  return (kept.length > 0 ? kept : words).join(' ');
}

/** Edits that turn one text into the other: insert, delete, replace, swap neighbours (optimal string alignment). */
export function editDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const cost = one[row - 1] === other[column - 1] ? 0 : 1;
      const replace = (last[column - 1] ?? 0) + cost;
      const isSwap = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swap = row > 1 && column > 1 && isSwap ? (beforeLast[column - 2] ?? 0) + 1 : replace;
      current.push(Math.min(replace, swap, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? 0;
}

/** 1 for the same name, 0 for nothing in common: 1 - edits / length of the longer, of the normalised names. */
export function nameSimilarity(one: string, other: string): number {
  const [first, second] = [normaliseName(one), normaliseName(other)];
  const longest = Math.max(first.length, second.length);
  return longest === 0 ? 1 : 1 - editDistance(first, second) / longest;
}

/** Whether names are at least so similar, by nameSimilarity; told from their lengths where they cannot be. */
export function areSimilarNames(one: string, other: string, least: number): boolean {
  const [first, second] = [normaliseName(one), normaliseName(other)];
  const [longest, shortest] = [Math.max(first.length, second.length), Math.min(first.length, second.length)];
  return shortest >= least * longest && nameSimilarity(first, second) >= least;
}
