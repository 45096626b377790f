import { withoutSecrets } from '../masking/known-secrets.ts';

// Everything that is not seen as what it is: control and format characters (terminal codes, direction overrides, zero-width marks,
// the tag alphabet), line breaks of every kind, unassigned and private code points, and letters that look like a space.
// The joiner inside an emoji stays.
const unseen =
  /(?<!\p{Extended_Pictographic}|\uFE0F)\u200D|(?!\u200D)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cn}\p{Co}\u115F\u1160\u2800\u3164\uFFA0]/gu;

/** One line for a person who decides: what could hide or reorder text is written out as its code point. */
export function shownText(text: string): string {
  const visible = text
    .toWellFormed()
    .replace(
      unseen,
      (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
  return withoutSecrets(visible);
}
