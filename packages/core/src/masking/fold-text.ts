/** A text as the detectors read it. */
export interface FoldedText {
  text: string;
  /** Where a place of it is in the text that it was made from. */
  placeOf(index: number): number;
}

// What looks like plain ASCII and is something else, and what is not seen at all: full-width letters, the digits and blanks of
// every script, hyphens, mathematical letters, soft hyphens and joiners.
const foldable =
  /(?![\d ])[\p{Default_Ignorable_Code_Point}\p{Nd}\p{Zs}\u2010\u2011\u2212\uFF01-\uFF5E\uFE50-\uFE6B\u{1D400}-\u{1D7FF}]/u;
/** What is not plain printable ASCII; a text without it is as it seems. */
const unusual = /[^\t\n\r\x20-\x7E]/;

/**
 * Writes a text as plainly as it is meant, so that no other way of writing hides personal data: `０３-１２３４` is 03-1234.
 * Undefined where it is written plainly already.
 */
export function foldText(text: string): FoldedText | undefined {
  if (!unusual.test(text) || !foldable.test(text)) return undefined;
  const places: number[] = [];
  let folded = '';
  let place = 0;
  for (const character of text) {
    const plain = foldable.test(character) ? plainOf(character) : character;
    for (let unit = 0; unit < plain.length; unit += 1) places.push(place + (plain === character ? unit : 0));
    folded += plain;
    place += character.length;
  }
  return { text: folded, placeOf: (index) => places[index] ?? text.length };
}

function plainOf(character: string): string {
  if (/\p{Default_Ignorable_Code_Point}/u.test(character)) return '';
  if (/\p{Zs}/u.test(character)) return ' ';
  if (/[\u2010\u2011\u2212]/.test(character)) return '-';
  const compatible = character.normalize('NFKC');
  return /\p{Nd}/u.test(compatible) ? digitOf(compatible) : compatible;
}

/** The decimal digits of a script stand in a row from zero to nine; rows may follow each other. */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}
