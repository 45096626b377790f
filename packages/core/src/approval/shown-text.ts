import { codePointOf } from '../masking/clean-text.ts';
import { withoutSecrets } from '../masking/known-secrets.ts';

// Everything that is not seen as what it is: control and format characters (terminal codes, direction overrides, zero-width marks,
// the tag alphabet), line breaks of every kind, unassigned and private code points, letters that look like a space, spaces that look
// like the usual one, and selectors of variants where there are none. The joiner and the colour of an emoji stay, and the variants of
// ideographs.
const unseen = new RegExp(
  [
    String.raw`(?<!\p{Extended_Pictographic}|\uFE0F)\u200D`,
    String.raw`(?<!\p{Emoji})[\uFE0E\uFE0F]`,
    String.raw`(?<!\p{Script=Han})[\u{E0100}-\u{E01EF}]`,
    String.raw`(?![ \u3000])\p{Zs}`,
    String.raw`(?![\u200D\uFE0E\uFE0F\u{E0100}-\u{E01EF}])[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cn}\p{Co}\u2800]`,
  ].join('|'),
  'gu',
);

/** So many blanks as could push what follows out of sight, or pass for fewer. */
const manyBlanks = / {9,}/g;

/** Alphabets with letters that look like those of another one. */
const alphabets = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee'].map(
  (script) => new RegExp(String.raw`\p{Script=${script}}`, 'u'),
);
/** A word; the letter of an escape of JSON belongs to none. */
const escapeOrWord = /\\(?:u[\da-f]{4}|[\\"bfnrt])|[\p{L}\p{M}\p{N}]+/gu;

/** A letter and the marks upon it. */
const markedLetter = /\p{L}\p{M}+/gu;

/** One line for a person who decides: what could hide, reorder or pass for other text is written out as its code point. */
export function shownText(text: string): string {
  const visible = text
    .toWellFormed()
    .replace(unseen, codePointOf)
    .replace(markedLetter, withMarksApart)
    .replace(manyBlanks, ({ length }) => `[${length} blanks]`);
  return withoutSecrets(visible).replace(escapeOrWord, withoutLookAlikes);
}

/** Marks that are one character with their letter elsewhere are written out: both look the same, and a search finds one of them. */
function withMarksApart(letter: string): string {
  return letter.normalize('NFC').length < letter.length ? letter.replace(/\p{M}/gu, codePointOf) : letter;
}

/** A word of several alphabets with the letters of all but the one it has most of written out. */
function withoutLookAlikes(word: string): string {
  const mixed = alphabets.filter((alphabet) => alphabet.test(word));
  if (mixed.length < 2) return word;
  const lettersOf = (alphabet: RegExp) => [...word].filter((character) => alphabet.test(character)).length;
  const [, ...rarer] = mixed.sort((one, other) => lettersOf(other) - lettersOf(one));
  return word.replace(/\p{L}/gu, (letter) =>
    rarer.some((alphabet) => alphabet.test(letter)) ? codePointOf(letter) : letter,
  );
}
