import { wrongInput } from '@bizmcp/core';
import { literalSearchTerm, type SearchTerm } from '@bizmcp/soql';

/** What stands in double quotes, or between blanks, commas and quotes. */
const pieceShape = /"([^"]*)"|[^\s,;"]+/g;
const typedQuotes = /[“”„«»]/g;
const sign = /[^\p{L}\p{M}\p{N}]/u;
const signsAround = /^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu;

/**
 * Reads what a person typed: every word must be there, a word ends in `*` for any ending, words in double quotes follow each other, and
 * no other sign means anything. AND joins words as blanks do, in letters of any case as other operators of Salesforce.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_find.htm
 */
export function readSearchTerms(text: string): SearchTerm {
  const pieces = [...text.replace(typedQuotes, '"').matchAll(pieceShape)]
    .map(([run, quoted]) => ({ text: quoted ?? run, isQuoted: quoted !== undefined }))
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece.text) && (piece.isQuoted || !/^AND$/i.test(piece.text)));
  if (pieces.every((piece) => piece.text.replace(/[^\p{L}\p{N}]/gu, '').length < 2)) {
    throw wrongInput('text', 'give at least one word of two letters or digits', '', 'harbor crane*');
  }
  const joiner = pieces.find((piece) => !piece.isQuoted && /^(?:OR|NOT)$/i.test(piece.text));
  if (joiner) {
    throw wrongInput(
      'text',
      `all words must be there, and ${joiner.text} is one of them`,
      'Search once for each, or put it in double quotes.',
      'harbor crane*',
    );
  }
  const terms = pieces.map(readPiece);
  const [only, ...others] = terms;
  return only !== undefined && others.length === 0 ? only : { kind: 'and', terms };
}

/**
 * Signs part the words of the index, so that a text with signs within it is looked for as a phrase.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-sosl-find.html
 */
function readPiece({ isQuoted, text }: { isQuoted: boolean; text: string }): SearchTerm {
  const word = text.replace(signsAround, '');
  if (!isQuoted && text.endsWith('*')) return { kind: 'word', parts: [{ kind: 'text', text: word }, { kind: 'any' }] };
  return sign.test(word) ? { kind: 'phrase', text: word } : literalSearchTerm(word);
}
