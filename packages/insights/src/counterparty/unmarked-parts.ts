import { normaliseName } from './counterparty-name.ts';

/** Letters that hardly any language puts a mark on, and then those that few do; ß is written as two. */
const [safest, safe] = [/[bfhjkmpqvwx\d]+/g, /[bdfghjkmpqrtvwx\d]+/g];

/**
 * What of a name everybody writes alike, in its order: 'Jörg' and 'jorg' both have 'j' in them. By these a system that tells accents
 * apart finds what may have the same name. Empty where a name has none.
 */
export function unmarkedParts(name: string): string[] {
  const letters = normaliseName(name);
  const parts = letters.match(safest) ?? [];
  return parts.join('').length > 1 ? parts : (letters.match(safe) ?? []);
}
