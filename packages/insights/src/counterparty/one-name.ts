import { editDistance, type NameOf, normaliseName } from './counterparty-name.ts';

/** Marked letters as those who cannot type them write them out. */
const writtenOut: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };
/** In a shorter word another letter makes another word: 'Rental' and 'Dental'. */
const longWord = 8;

/** Whether names are one written in other letters, or with the words in another order: 'Novak Jürgen' and 'Juergen Novák'. */
export function areOneName(one: string, other: string, of?: NameOf): boolean {
  return wordsOf(one, of) === wordsOf(other, of) || wordsOf(writeOut(one), of) === wordsOf(writeOut(other), of);
}

/** Whether a text is part of a name, in other letters too: 'mobel' and 'Moebel' are of 'Möbelwerk'. */
export function isPartOfName(part: string, name: string): boolean {
  const has = (one: string, other: string) => normaliseName(one).includes(normaliseName(other));
  return has(name, part) || has(writeOut(name), writeOut(part));
}

/** Whether one name may be the other mistyped: a blank more, a letter more at the end of a word, or an edit in a long one. */
export function areNearlyOneName(one: string, other: string): boolean {
  if (areOneName(one, other)) return true;
  const [words, others] = [normaliseName(one).split(' '), normaliseName(other).split(' ')];
  if (words.join('') === others.join('')) return true;
  const differing = words.flatMap((word, index) =>
    word === others[index] ? [] : [[word, others[index] ?? ''] as const],
  );
  return (
    words.length === others.length && differing.length === 1 && differing.every((pair) => areNearlyOneWord(...pair))
  );
}

function areNearlyOneWord(one: string, other: string): boolean {
  // 'Store 1' and 'Store 12' are two branches.
  if (/\d/.test(one + other) || editDistance(one, other, 1) > 1) return false;
  const shortest = Math.min(one.length, other.length);
  return shortest >= longWord || (one.length !== other.length && one.slice(0, shortest) === other.slice(0, shortest));
}

function wordsOf(name: string, of?: NameOf): string {
  return normaliseName(name, of).split(' ').toSorted().join(' ');
}

function writeOut(name: string): string {
  const letters = name.normalize('NFC').toLowerCase();
  return letters.replace(/[äöüøå]/g, (letter) => writtenOut[letter] ?? letter);
}
