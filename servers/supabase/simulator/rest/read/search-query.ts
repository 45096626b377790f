/** Gives a word its lexeme; undefined when it is left out. */
export type Dictionary = (word: string) => string | undefined;

/** What is searched for: words and how they are joined. */
export type SearchQuery =
  | { readonly kind: 'word'; readonly word: string; readonly isPrefix: boolean }
  | { readonly kind: 'not'; readonly part: SearchQuery }
  | { readonly kind: 'and' | 'or'; readonly left: SearchQuery; readonly right: SearchQuery }
  | { readonly kind: 'phrase'; readonly left: SearchQuery; readonly right: SearchQuery; readonly distance: number };

export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

export const joinQueries = (
  kind: 'and' | 'or',
  left: SearchQuery | undefined,
  right: SearchQuery | undefined,
): SearchQuery | undefined => (left === undefined || right === undefined ? (left ?? right) : { kind, left, right });

/** Words that stand beside each other; those left out still count as places. */
export const phraseOf = (words: readonly string[], dictionary: Dictionary): SearchQuery | undefined => {
  let query: SearchQuery | undefined;
  let distance = 1;
  for (const word of words) {
    const lexeme = dictionary(word);
    if (lexeme === undefined) {
      distance += 1;
      continue;
    }
    const right: SearchQuery = { kind: 'word', word: lexeme, isPrefix: false };
    query = query === undefined ? right : { kind: 'phrase', left: query, right, distance };
    distance = 1;
  }
  return query;
};
