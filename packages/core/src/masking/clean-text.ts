import { withoutSecrets } from './known-secrets.ts';

// Control characters, direction overrides, zero-width marks and the invisible tag alphabet: none of them carries business text,
// all of them can hide an instruction or garble a terminal. Tab, newline and the emoji joiner stay.
const marks = String.raw`(?![\t\n\r])[\p{Cc}\u00AD\u034F\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E00FF}]`;
// One variant selector or joiner says how a character looks; a row of them is a message. The later ones are for ideographs alone.
const rows = [
  String.raw`(?<=[\u200C\u200D])[\u200C\u200D]`,
  String.raw`(?<=[\u200C\u200D\uFE00-\uFE0F\u{E0100}-\u{E01EF}])[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]`,
  String.raw`(?<!\p{Script=Han})[\u{E0100}-\u{E01EF}]`,
];
const invisible = new RegExp([marks, ...rows].join('|'), 'gu');

/** What is not plain printable ASCII; a text without it needs no closer look. */
const unusual = /[^\t\n\r\x20-\x7E]/;

/** Text that can be shown: well-formed Unicode, nothing invisible in it, no known secret. */
export function cleanText(text: string): string {
  return withoutSecrets(visibleText(text));
}

/** Text as every answer has it: well-formed Unicode, nothing invisible in it. */
export function visibleText(text: string): string {
  return unusual.test(text) ? text.toWellFormed().replace(invisible, '') : text;
}

/** Text for a person who decides about all of it: what no answer shows is written out. */
export function markedText(text: string): string {
  return unusual.test(text) ? text.toWellFormed().replace(invisible, codePointOf) : text;
}

/** A character by its number, as Unicode writes it. */
export function codePointOf(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}
