import { withoutSecrets } from './known-secrets.ts';

// Control characters, direction overrides, zero-width marks and the invisible tag alphabet: none of them carries business text,
// all of them can hide an instruction or garble a terminal. Tab, newline and the emoji joiner stay.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const invisible =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

/** Text that can be shown: well-formed Unicode, nothing invisible in it, no known secret. */
export function cleanText(text: string): string {
  return withoutSecrets(text.toWellFormed().replace(invisible, ''));
}
