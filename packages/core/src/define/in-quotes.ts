import { cleanVendorText } from '../http/vendor-text.ts';

/**
 * Words of others within a sentence of ours: on one line, in quotes that they cannot end, and so many characters of them at most. The
 * quotes are those that JSON, in which a question shows lists, leaves as they are.
 */
export function inQuotes(text: string, mostCharacters = 80): string {
  const words = cleanVendorText(text).replace(/[“”„‟"]/g, "'");
  return `“${words.length > mostCharacters ? `${words.slice(0, mostCharacters).toWellFormed().trimEnd()}…` : words}”`;
}
