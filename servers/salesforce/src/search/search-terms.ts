import { wrongInput } from '@bizmcp/core';
import { literalSearchTerm, type SearchTerm } from '@bizmcp/soql';

/** Reads what a person typed: every word must be there, a word ends in `*` for any ending, and no other sign means anything. */
export function readSearchTerms(text: string): SearchTerm {
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.every((word) => word.replace(/[^\p{L}\p{N}]/gu, '').length < 2)) {
    throw wrongInput('text', 'give at least one word of two letters or digits', '', 'harbor crane*');
  }
  if (words.includes('OR')) {
    throw wrongInput(
      'text',
      'all words must be there, and OR is one of them',
      'Search once for each.',
      'harbor crane*',
    );
  }
  const terms = words.map(readWord);
  const [only, ...others] = terms;
  return only !== undefined && others.length === 0 ? only : { kind: 'and', terms };
}

function readWord(word: string): SearchTerm {
  const stem = word.replace(/\*+$/, '');
  if (stem === word) return literalSearchTerm(word);
  return { kind: 'word', parts: [{ kind: 'text', text: stem }, { kind: 'any' }] };
}
