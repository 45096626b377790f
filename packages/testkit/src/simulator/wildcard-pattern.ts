/** A piece of a pattern: a text as it is, any characters, or any one. */
export type WildcardPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' };

/** A pattern in which one sign stands for any characters. */
export function wildcardParts(pattern: string, sign: string): WildcardPart[] {
  const texts = pattern.split(sign).map((text): WildcardPart => ({ kind: 'text', text }));
  return texts.flatMap((text, index) => (index === 0 ? [text] : [{ kind: 'any' }, text]));
}

/**
 * Makes the test of whole texts against a pattern, as of LIKE. It takes no more steps than a text has letters times those of the pattern;
 * an expression of JavaScript goes back and forth, and with a few wildcards longer than anybody waits.
 */
export function compileWildcards(parts: readonly WildcardPart[]): (text: string) => boolean {
  const pattern = parts.flatMap((part): (WildcardPart | string)[] => (part.kind === 'text' ? [...part.text] : [part]));
  const isAny = (place: number) => isKind(pattern[place], 'any');
  return (text) => {
    let place = 0;
    let letter = 0;
    /** The last wildcard, and the first letter that it may not yet have taken. */
    let last = { place: -1, letter: 0 };
    const letters = [...text];
    while (letter < letters.length) {
      const wanted = pattern[place];
      if (isAny(place)) {
        last = { place, letter };
        place += 1;
      } else if (wanted === letters[letter] || isKind(wanted, 'one')) {
        place += 1;
        letter += 1;
      } else if (last.place >= 0) {
        last.letter += 1;
        place = last.place + 1;
        letter = last.letter;
      } else return false;
    }
    while (isAny(place)) place += 1;
    return place === pattern.length;
  };
}

function isKind(part: WildcardPart | string | undefined, kind: WildcardPart['kind']): boolean {
  return typeof part === 'object' && part.kind === kind;
}
