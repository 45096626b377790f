import { type NameOf, normaliseName } from './counterparty-name.ts';

/** Letters that hardly any language puts a mark on, and then those that few do; ß is written as two. */
const [safest, safe] = [/[bfhjkmpqvwx\d]+/g, /[bdfghjkmpqrtvwx\d]+/g];

/**
 * What of each word of a name everybody writes alike, in its order: 'Jörg' and 'jorg' both have 'j' in them. By these a system that
 * tells accents apart finds what may have the same name, whatever the order of its words. A word that has none is left out.
 */
export function unmarkedParts(name: string, of?: NameOf): string[][] {
  const partsOf = (letters: RegExp) => {
    const words = normaliseName(name, of).split(' ');
    return words.map((word): string[] => word.match(letters) ?? []).filter((parts) => parts.length > 0);
  };
  const words = partsOf(safest);
  return words.flat().join('').length > 1 ? words : partsOf(safe);
}
