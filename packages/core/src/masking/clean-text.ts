import { withoutSecrets } from './known-secrets.ts';

// Control characters, direction overrides, zero-width marks and the invisible tag alphabet: none of them carries business text,
// all of them can hide an instruction or garble a terminal. Tab, newline and the emoji joiner stay.
const invisible = /(?![\t\n\r])[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

/** What is not plain printable ASCII; a text without it needs no closer look. */
const unusual = /[^\t\n\r\x20-\x7E]/;

/** Text that can be shown: well-formed Unicode, nothing invisible in it, no known secret. */
export function cleanText(text: string): string {
  return withoutSecrets(unusual.test(text) ? text.toWellFormed().replace(invisible, '') : text);
}
