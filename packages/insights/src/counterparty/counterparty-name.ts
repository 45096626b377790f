// Words that say what kind of company one is, not which.
const legalForms = new Set(
  'ag bv co company corp corporation gmbh inc incorporated kg limited llc llp ltd nv oy plc pty pvt sa sarl sas sl spa srl'.split(
    ' ',
  ),
);
// What others write as '&'.
const joining = new Set(['and', 'et', 'und']);

// Letters that are no others with a mark, as those who cannot type them write them.
const plainLetters: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

/** Single letters with dots between them: 'b.v' */
const dotted = /(?<![\p{L}\p{N}])\p{L}(?:\.\p{L})+(?![\p{L}\p{N}])/gu;

/** Whose a name is: what looks like a legal form in a person's is a part of it, as in 'Ana Sá'. */
export type NameOf = 'anyone' | 'person';

/** A name as it is compared: lower case, no accents, punctuation, 'and' or legal form; 'ACME Corp.' and 'Acme' are one. */
export function normaliseName(name: string, of: NameOf = 'anyone'): string {
  const isForm = (word: string) => of === 'anyone' && legalForms.has(word);
  const unmarked = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const plain = unmarked.replace(/[ßæœøłđı]/g, (letter) => plainLetters[letter] ?? letter);
  const words = plain
    .replace(dotted, (letters) => {
      const form = letters.replaceAll('.', '');
      return isForm(form) ? form : letters;
    })
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const kept = words.filter((word) => !isForm(word) && !joining.has(word));
  return (kept.length > 0 ? kept : words).join(' ');
}

/**
 * Edits that turn one text into the other: insert, delete, replace, swap neighbours (optimal string alignment). More than `most` are
 * not counted to the end.
 */
export function editDistance(one: string, other: string, most = Number.POSITIVE_INFINITY): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const cost = one[row - 1] === other[column - 1] ? 0 : 1;
      const replace = (last[column - 1] ?? 0) + cost;
      const isSwap = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swap = row > 1 && column > 1 && isSwap ? (beforeLast[column - 2] ?? 0) + 1 : replace;
      const edits = Math.min(replace, swap, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      current.push(edits);
      least = Math.min(least, edits);
    }
    if (least > most) return least;
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? 0;
}

/** A name read once, to be held against many others. */
export interface ComparableName {
  /** As normaliseName has it. */
  plain: string;
  /** A bit for each letter in it: an edit changes two at most, so that most names are told apart without counting edits. */
  letters: number;
}

/** Makes a name ready to be compared. */
export function readName(name: string): ComparableName {
  const plain = normaliseName(name);
  let letters = 0;
  for (let index = 0; index < plain.length; index += 1) letters |= 1 << (plain.charCodeAt(index) & 31);
  return { plain, letters };
}

/** 1 for the same name, 0 for nothing in common: 1 - edits / length of the longer, of the normalised names. */
export function nameSimilarity({ plain: one }: ComparableName, { plain: other }: ComparableName): number {
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 1 : 1 - editDistance(one, other) / longest;
}

/**
 * Whether names are at least so similar, by nameSimilarity; told from their lengths and letters where they cannot be. 'Store 12' and
 * 'Store 13' are two branches, not two spellings.
 */
export function areSimilarNames(one: ComparableName, other: ComparableName, least: number): boolean {
  const [longest, shortest] = [
    Math.max(one.plain.length, other.plain.length),
    Math.min(one.plain.length, other.plain.length),
  ];
  const mostEdits = longest * (1 - least) + 1e-9;
  if (longest - shortest > mostEdits || countBits(one.letters ^ other.letters) > 2 * mostEdits) return false;
  if (editDistance(one.plain, other.plain, mostEdits) > mostEdits) return false;
  return one.plain === other.plain || withoutNumbers(one.plain) !== withoutNumbers(other.plain);
}

function withoutNumbers(name: string): string {
  return name.replace(/\d+/g, '#');
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
